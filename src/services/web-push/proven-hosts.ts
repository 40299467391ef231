// Hosts of push services that have answered of late: endpoints are players' to choose, and any new one may hang.

export interface ProvenHosts {
  /** Those whose last try was answered, whatever the answer. */
  list(): string[];
  /** Learns from what becomes of a try. */
  watch<Answer>(host: string, answer: Promise<Answer>): Promise<Answer>;
}

/** Beyond that those are forgotten that have not answered for the longest time: nearly all pushes go by a few. */
const mostHosts = 1_000;

export function openProvenHosts(): ProvenHosts {
  // In the order of their last answers.
  const hosts = new Set<string>();
  return {
    list: () => [...hosts],
    async watch(host, answer) {
      try {
        const given = await answer;
        hosts.delete(host);
        hosts.add(host);
        if (hosts.size > mostHosts) hosts.delete(hosts.values().next().value!);
        return given;
      } catch (error) {
        hosts.delete(host);
        throw error;
      }
    },
  };
}
