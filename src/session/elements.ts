/** A node as a program sees it: a copy, valid for ever, unconnected to the database. */
export class Node {
  readonly id: string;
  readonly labels: string[];
  readonly properties: Record<string, unknown>;

  constructor(id: string, labels: string[], properties: Record<string, unknown>) {
    this.id = id;
    this.labels = labels;
    this.properties = properties;
  }
}

/** An edge as a program sees it. `source` and `target` are the ids of its nodes. */
export class Edge {
  readonly id: string;
  readonly labels: string[];
  readonly properties: Record<string, unknown>;
  readonly source: string;
  readonly target: string;
  readonly directed: boolean;

  constructor(element: Node, ends: { source: string; target: string; directed: boolean }) {
    this.id = element.id;
    this.labels = element.labels;
    this.properties = element.properties;
    this.source = ends.source;
    this.target = ends.target;
    this.directed = ends.directed;
  }
}

/** A path: `nodes` has one more than `edges`. `length` counts edges. */
export class Path {
  readonly nodes: Node[];
  readonly edges: Edge[];

  constructor(nodes: Node[], edges: Edge[]) {
    this.nodes = nodes;
    this.edges = edges;
  }

  get length(): number {
    return this.edges.length;
  }
}
