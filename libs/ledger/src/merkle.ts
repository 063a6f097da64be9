import { hash as hashOf } from 'node:crypto';

/** Root before the first block. */
export const genesis = '0'.repeat(64);

export interface ProofStep {
  /** Where the given hash stands, seen from the one being proved. */
  side: 'LEFT' | 'RIGHT';
  hash: string;
}

// A leaf, a node and a block are hashed with different first bytes, so that none can pass for another (RFC 6962).
const leafOf = (content: string): string => digest('00', content);
const nodeOf = (left: string, right: string): string => digest('01', left, right);

interface Node {
  hash: string;
  /** Leaves below it. */
  size: number;
  halves?: [Node, Node];
}

/** The tree of a block over its contents' hashes, in the order of their numbers. All hashes are SHA-256 in hexadecimal. */
export class MerkleTree {
  private readonly top: Node;

  constructor(contents: readonly string[]) {
    if (contents.length === 0) throw new Error('A block holds at least one transaction.');
    this.top = grown(contents.map(leafOf), 0, contents.length);
  }

  get root(): string {
    return this.top.hash;
  }

  /** The hashes beside the way from one content to the root, from the leaf up. */
  path(at: number): ProofStep[] {
    const steps: ProofStep[] = [];
    let [node, place] = [this.top, at];
    while (node.halves) {
      const [left, right] = node.halves;
      const isLeft = place < left.size;
      steps.unshift(isLeft ? { side: 'RIGHT', hash: right.hash } : { side: 'LEFT', hash: left.hash });
      if (!isLeft) place -= left.size;
      node = isLeft ? left : right;
    }
    return steps;
  }
}

/** Root of a block: binds its own tree to everything before it. */
export function blockRoot(previousRoot: string, contents: readonly string[]): string {
  return chained(previousRoot, new MerkleTree(contents).root);
}

/** Whether a content is in the block of that root; needs nothing but the proof. */
export function proves(proof: {
  hash: string;
  path: readonly ProofStep[];
  previousRoot: string;
  root: string;
}): boolean {
  const tree = proof.path.reduce(
    (hash, step) => (step.side === 'LEFT' ? nodeOf(step.hash, hash) : nodeOf(hash, step.hash)),
    leafOf(proof.hash),
  );
  return chained(proof.previousRoot, tree) === proof.root;
}

function chained(previousRoot: string, tree: string): string {
  return digest('02', previousRoot, tree);
}

function grown(leaves: readonly string[], from: number, size: number): Node {
  if (size === 1) return { hash: leaves[from] ?? '', size };
  const half = split(size);
  const halves: [Node, Node] = [grown(leaves, from, half), grown(leaves, from + half, size - half)];
  return { hash: nodeOf(halves[0].hash, halves[1].hash), size, halves };
}

/** Largest power of two below the number of leaves. */
function split(leaves: number): number {
  return 2 ** Math.floor(Math.log2(leaves - 1));
}

function digest(kind: string, ...hashes: string[]): string {
  return hashOf('sha256', Buffer.from(kind + hashes.join(''), 'hex'));
}
