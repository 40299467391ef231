// What may be said, and be a name: one line of at most 500 characters that looks like what it is, without obscenities.

import {
  asteriskCensorStrategy,
  englishDataset,
  englishRecommendedTransformers,
  RegExpMatcher,
  TextCensor,
} from 'obscenity';

export const mostCharacters = 500;

const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
const censor = new TextCensor().setStrategy(asteriskCensorStrategy());

/** Emoji are put together by these two; whatever else has no shape could hide words, or turn the line around. */
const shapeless = /[^\P{Cf}\u200d]/gu;
const breaks = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const unsayable = /[\p{Cs}\p{Co}\p{Cn}]/u;
/** More marks than these on one letter climb over the lines around it. */
const towers = /(\p{M}{4})\p{M}+/gu;

/** As it is said; undefined for what is empty, too long, or no text. */
export function clean(text: string): string | undefined {
  const line = text.normalize('NFKC').replace(shapeless, '').replace(breaks, ' ').replace(towers, '$1').trim();
  const isSayable = line !== '' && !unsayable.test(line) && Array.from(line).length <= mostCharacters;
  return isSayable ? line : undefined;
}

/** Whether others would read it masked, however it is spelt. */
export const isObscene = (text: string): boolean => matcher.hasMatch(text.normalize('NFKC').replace(shapeless, ''));

/** As others read it. */
export const mask = (line: string): string => censor.applyTo(line, matcher.getAllMatches(line));
