// The tags of preconditions.

import { describe, expect, test } from 'vitest';
import { readTags } from '../../src/http/preconditions.ts';

describe('[H8] If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', '*'],
    ['"a"', ['"a"']],
    ['"a,b" , W/"c"', ['"a,b"', 'W/"c"']],
    ['""', ['""']],
    ['a', undefined],
    ['"a" "b"', undefined],
  ])('%s has the tags %j', (header, tags) => expect(readTags(header)).toEqual(tags));
});
