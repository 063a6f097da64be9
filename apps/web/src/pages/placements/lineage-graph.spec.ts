import type { LineageLine } from './api';
import { graphOf, pictureOf } from './lineage-graph';

const line = (more: Partial<LineageLine>, amount: string): LineageLine => ({
  case: 'AID-1',
  caseName: 'Beyrouth',
  origin: 'INTEREST',
  project: 'HUE',
  projectName: 'Hué',
  agreement: 'SIAAP-1',
  donor: 'SIAAP',
  donorName: 'SIAAP',
  amount: { amount, currency: 'EUR' },
  ...more,
});
const names = { origin: (origin: string) => origin, unknownDonor: 'AIMF' };
const lines = [
  line({}, '60.10'),
  line({ agreement: 'SIAAP-2' }, '0.02'),
  line({ donor: 'AESN', donorName: 'AESN', agreement: 'AESN-1' }, '20.00'),
  line({ origin: 'OPENING', project: null, projectName: null, donor: null, donorName: null }, '19.88'),
];

describe('whose money paid for an aid', () => {
  const graph = graphOf(lines, names);

  it('adds up on every column, to the cent', () => {
    for (const column of ['donor', 'project', 'case'])
      expect(graph.nodes.filter((node) => node.column === column).reduce((sum, { minor }) => sum + minor, 0n)).toBe(
        10_000n,
      );
  });

  it('lets what enters a node leave it', () => {
    const project = graph.nodes.find(({ id }) => id === 'project:HUE');
    const [into, out] = (['to', 'from'] as const).map((end) =>
      graph.flows.filter((flow) => flow[end] === 'project:HUE').reduce((sum, { minor }) => sum + minor, 0n),
    );
    expect([project?.minor, into, out]).toEqual([8_012n, 8_012n, 8_012n]);
  });

  it('names what comes from no project, and follows only what can be followed', () => {
    expect(graph.nodes.filter(({ code }) => code === undefined).map(({ name }) => name)).toEqual(['AIMF', 'OPENING']);
  });

  it('places nodes of a column under each other, inside the picture', () => {
    const { nodes, height } = pictureOf(graph, 900);
    for (const column of ['donor', 'project', 'case']) {
      const of = nodes.filter((node) => node.column === column);
      of.slice(1).forEach((node, index) => expect(node.y).toBeGreaterThan(of[index]!.y + of[index]!.height));
      expect(of.at(-1)!.y + of.at(-1)!.height).toBeLessThanOrEqual(height);
    }
  });

  it('draws nothing of nothing', () => {
    expect(pictureOf(graphOf([], names), 900)).toEqual({ nodes: [], flows: [], height: 0 });
  });
});
