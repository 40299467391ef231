// The SHA-256 that is passed into the pure parts of the house.
import { hash } from 'node:crypto';
import type { Sha256 } from '../games/kit/index.ts';

export const sha256: Sha256 = (bytes) => hash('sha256', bytes, 'buffer');
