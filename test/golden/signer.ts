// Signs golden logs. Everyone may know the key; it never changes, as the logs don't.
import { signerOf } from '../../src/services/ed25519.ts';

export const goldenSigner = signerOf(Buffer.alloc(32, 1).toString('base64url'));
