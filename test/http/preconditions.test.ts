// Preconditions as headers and as answers.

import { describe, expect, test } from 'vitest';
import { readTags, requireMatch } from '../../src/http/preconditions.ts';
import { Problem } from '../../src/http/problems.ts';

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

  const statusOf = (header: string | undefined, etag: string | undefined): number => {
    try {
      requireMatch(header, etag);
      return 200;
    } catch (error) {
      return (error as Problem).status;
    }
  };
  test.each([
    [undefined, '"1"', 428],
    ['1', '"1"', 428],
    ['"1"', '"1"', 200],
    ['"0", "1"', '"1"', 200],
    ['*', '"1"', 200],
    ['"0"', '"1"', 412],
    ['W/"1"', '"1"', 412],
    ['*', undefined, 412],
  ])('%s where %s is there: %i', (header, etag, status) => expect(statusOf(header, etag)).toBe(status));
});
