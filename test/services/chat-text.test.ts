// What may be said, and how others read it.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, mask, mostCharacters } from '../../src/services/chat/text.ts';

describe('[M3] a line of chat', () => {
  test('is plain text: what has no shape, breaks the line or towers over it is taken out', () => {
    expect(clean('  hello\tthere\n\n you ')).toBe('hello there you');
    expect(clean('he\u200bllo\u202e dlrow\ufeff')).toBe('hello dlrow');
    expect(clean('ｆｕｌｌ ｗｉｄｔｈ')).toBe('full width');
    expect(clean('👩\u200d🚀 café नमस्ते')).toBe('👩\u200d🚀 café नमस्ते');
    expect(clean(`z${'\u0335'.repeat(40)}`)).toBe(`z${'\u0335'.repeat(4)}`);
    expect(clean('\u0000')).toBeUndefined();
    expect(clean('\ud800')).toBeUndefined();
  });

  test('has 1 to 500 characters', () => {
    expect(clean('')).toBeUndefined();
    expect(clean(' \u200b ')).toBeUndefined();
    expect(clean('😀'.repeat(mostCharacters))).toBeDefined();
    expect(clean('😀'.repeat(mostCharacters + 1))).toBeUndefined();
  });

  test('is clean after it was cleaned, whatever it was, and masking leaves its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const line = clean(text);
        if (line === undefined) return;
        expect(clean(line)).toBe(line);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(mask(line)).toHaveLength(line.length);
      }),
    );
  });

  test.each(['what the fuck', 'what the FUUUCK', 'what the ｆｕｃｋ', 'what the f\u200buck'])(
    'is masked where it is obscene: %s',
    (text) => {
      expect(mask(clean(text)!)).toMatch(/^what the \*+$/i);
    },
  );

  test.each(['Scunthorpe', 'a classic assassin', 'my cockatiel pecks', 'hello'])(
    'is left alone otherwise: %s',
    (text) => {
      expect(mask(text)).toBe(text);
    },
  );
});
