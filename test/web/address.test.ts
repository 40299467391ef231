// Where the page's links lead.

import { expect, test } from 'vitest';
import { addressFrom, addressWith, targetOf } from '../../src/web/address.ts';

test('[U2] the address keeps what is chosen, from the root of the server', () => {
  expect(addressWith('', 'match', undefined)).toBe('/');
  expect(addressWith('?mode=rapid', 'match', 'm')).toBe('/?mode=rapid&match=m');
  expect(addressWith('?match=m&link=l&t=5', 'match', 'n')).toBe('/?match=n');
  expect(addressWith('?match=m&link=l&t=5', 'match', 'm')).toBe('/?match=m&link=l');
  expect(addressFrom('?match=m&link=l&t=5&pov=1', 'm', 0)).toBe('/?match=m&link=l&t=0');
  expect(addressFrom('?game=arena', 'm', 0)).toBe('/?game=arena&match=m&t=0');
  expect(addressWith('?match=m&link=l&t=5', 'mode', 'rapid')).toBe('/?match=m&link=l&t=5&mode=rapid');
  expect(addressWith('?mode=rapid', 'mode', 'blitz')).toBe('/');
  expect(addressWith('?mode=rapid', 'game', 'arena')).toBe('/?game=arena');
  expect(addressWith('?game=arena', 'mode', 'duel')).toBe('/?game=arena&mode=duel');
  expect(addressWith('?game=arena&mode=duel', 'game', 'chess')).toBe('/');
});

test('[L6] the address names a match and a moment; what makes no sense in it is left out', () => {
  expect(targetOf('?mode=rapid')).toBeUndefined();
  expect(targetOf('?match=')).toEqual({ matchId: '' });
  expect(targetOf('?match=m&link=l&t=20&pov=1&speed=0.5')).toEqual({
    matchId: 'm',
    link: 'l',
    t: 20,
    pov: 1,
    speed: 0.5,
  });
  expect(targetOf('?match=m&t=-1&pov=1.5&speed=100')).toEqual({ matchId: 'm' });
  expect(targetOf('?match=m&t=&pov=x&speed=0')).toEqual({ matchId: 'm' });
});
