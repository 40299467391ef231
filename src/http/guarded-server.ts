// An HTTP server whose requests and upgrades pass a guard before any listener sees them, whoever listens and since when.
// Colyseus puts its own listeners before all others; what they take on trust is looked at here.

import { type IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Guard {
  /** Answers, or passes on. */
  request(request: IncomingMessage, response: ServerResponse, pass: () => void): void;
  /** The answer's head and body where the upgrade is refused. */
  refuseUpgrade(request: IncomingMessage): string | undefined;
}

type Emit = (event: string | symbol, ...args: unknown[]) => boolean;

export class GuardedServer extends Server {
  /** Until there is one, everything passes. */
  guard: Guard | undefined;

  /** Longer than load balancers keep theirs, a minute as a rule: where this end is the first to close, a request may be on its way. */
  override keepAliveTimeout = 75_000;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const pass = (): boolean => (super.emit as Emit).call(this, event, ...args);
    if (!this.guard) return pass();
    if (event === 'request') {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      this.guard.request(request, response, pass);
      return true;
    }
    if (event === 'upgrade') {
      const [request, socket] = args as [IncomingMessage, Duplex];
      const refusal = this.guard.refuseUpgrade(request);
      if (refusal !== undefined) {
        socket.on('error', () => socket.destroy());
        socket.end(refusal);
        return true;
      }
    }
    return pass();
  }
}
