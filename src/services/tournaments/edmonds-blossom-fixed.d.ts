declare module 'edmonds-blossom-fixed' {
  /** The mate of each vertex, -1 for none. */
  export default function blossom(edges: [number, number, number][], maxCardinality: boolean): number[];
}
