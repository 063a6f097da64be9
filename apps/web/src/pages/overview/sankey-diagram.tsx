import { useElementSize } from '@mantine/hooks';
import { sankey, sankeyJustify, sankeyLinkHorizontal, type SankeyLink, type SankeyNode } from 'd3-sankey';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatThousands, minorOf } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { colorOf, type Flow, type GraphNode, instrumentOf } from './flow-graph';
import { useNodeLabel } from './node-label';

type LaidNode = SankeyNode<GraphNode, Flow>;
type LaidLink = SankeyLink<GraphNode, Flow>;

const SMALLEST_WIDTH = 860;
const ROW = 25;
const LEFT = 250;
const RIGHT = 330;
const NODE_WIDTH = 10;

function layOut(nodes: GraphNode[], flows: Flow[], width: number) {
  const rows = Math.max(...[0, 1, 2].map((column) => nodes.filter((node) => node.column === column).length));
  const height = Math.max(420, rows * ROW + 20);
  const layout = sankey<GraphNode, Flow>()
    .nodeId(({ id }) => id)
    .nodeAlign((node, depth) => (node as LaidNode).column ?? sankeyJustify(node, depth))
    .nodeWidth(NODE_WIDTH)
    .nodePadding(13)
    .nodeSort(null)
    .linkSort(null)
    .extent([
      [LEFT, 10],
      [width - RIGHT, height - 10],
    ]);
  // Only the drawing is made of floats: amounts stay what the platform said.
  const links = flows.map((flow) => ({ ...flow, source: flow.from, target: flow.to, value: Number(minorOf(flow.value.amount)) / 100, flow }));
  const laid = layout({ nodes: nodes.map((node) => ({ ...node })), links: links as never });
  return { height, nodes: laid.nodes as LaidNode[], links: laid.links as (LaidLink & { flow: Flow })[] };
}

/** Where each euro came from and what it is used for; one Tab stop, arrows move, Enter opens the entries. */
export function SankeyDiagram({ nodes, flows }: { nodes: GraphNode[]; flows: Flow[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const label = useNodeLabel();
  const [, change] = useFilters();
  const { ref, width: available } = useElementSize<HTMLDivElement>();
  const titleId = useId();
  const width = Math.max(SMALLEST_WIDTH, available || 1080);
  const graph = useMemo(() => layOut(nodes, flows, width), [nodes, flows, width]);
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(nodes[0]?.id);
  const elements = useRef(new Map<string, SVGGElement>());

  const keyOf = ({ from, to }: Flow) => `${from}>${to}`;
  const around = (node: LaidNode) => new Set([...(node.sourceLinks ?? []), ...(node.targetLinks ?? [])].map((link) => keyOf((link as LaidLink & { flow: Flow }).flow)));
  const focus = (id: string | undefined) => {
    if (!id) return;
    setCurrent(id);
    elements.current.get(id)?.focus();
  };
  const open = (flow: Flow | undefined) => flow && change({ ecritures: flow.entries });
  const largest = (links: LaidLink[] | undefined) => [...(links ?? [])].sort((a, b) => b.value - a.value)[0] as (LaidLink & { flow: Flow }) | undefined;
  const onKey = (event: KeyboardEvent, node: LaidNode) => {
    const column = graph.nodes.filter((other) => other.column === node.column).sort((a, b) => (a.y0 ?? 0) - (b.y0 ?? 0));
    const index = column.findIndex(({ id }) => id === node.id);
    const moves: Record<string, string | undefined> = {
      ArrowDown: column[index + 1]?.id,
      ArrowUp: column[index - 1]?.id,
      ArrowRight: (largest(node.sourceLinks)?.target as LaidNode | undefined)?.id,
      ArrowLeft: (largest(node.targetLinks)?.source as LaidNode | undefined)?.id,
    };
    if (event.key === 'Enter') open((largest(node.sourceLinks) ?? largest(node.targetLinks))?.flow);
    else if (event.key in moves) {
      event.preventDefault();
      focus(moves[event.key]);
    }
  };

  const path = sankeyLinkHorizontal<GraphNode, Flow>();
  return (
    <div ref={ref} style={{ overflowX: 'auto' }}>
      <svg className={`sankey${lit.size > 0 ? ' dim' : ''}`} viewBox={`0 0 ${width} ${graph.height}`} role="group" aria-labelledby={titleId}>
        <title id={titleId}>{t('flow.title')}</title>
        {graph.links.map((link) => {
          const { flow } = link;
          const text = `${label(link.source as LaidNode)} → ${label(link.target as LaidNode)} : ${formatThousands(flow.value, language)}`;
          return (
            <path
              key={keyOf(flow)}
              className={`link${lit.has(keyOf(flow)) ? ' on' : ''}`}
              d={path(link) ?? ''}
              stroke={colorOf(instrumentOf(flow))}
              strokeWidth={Math.max(1.5, link.width ?? 1)}
              onMouseEnter={() => setLit(new Set([keyOf(flow)]))}
              onMouseLeave={() => setLit(new Set())}
              onClick={() => open(flow)}
            >
              <title>{text}</title>
            </path>
          );
        })}
        {graph.nodes.map((node) => {
          const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
          const total = { amount: ((node.value ?? 0) as number).toFixed(2), currency: 'EUR' };
          const middle = (y0 + y1) / 2;
          return (
            <g
              key={node.id}
              ref={(element) => void (element && elements.current.set(node.id, element))}
              className="node"
              tabIndex={node.id === current ? 0 : -1}
              role="button"
              aria-label={`${label(node)} : ${formatThousands(total, language)}`}
              onMouseEnter={() => setLit(around(node))}
              onMouseLeave={() => setLit(new Set())}
              onFocus={() => setLit(around(node))}
              onBlur={() => setLit(new Set())}
              onClick={() => open((largest(node.sourceLinks) ?? largest(node.targetLinks))?.flow)}
              onKeyDown={(event) => onKey(event, node)}
            >
              <rect className="hit" x={x0 - 3} y={y0 - 3} width={NODE_WIDTH + 6} height={Math.max(2, y1 - y0) + 6} rx={4} />
              <rect x={x0} y={y0} width={NODE_WIDTH} height={Math.max(2, y1 - y0)} fill={node.column === 0 ? 'var(--neutral)' : colorOf(node.instrument)} rx={2} />
              <text x={node.column === 0 ? x0 - 8 : x1 + 8} y={middle} dy="0.35em" textAnchor={node.column === 0 ? 'end' : 'start'} className={node.column === 1 ? 'hub' : ''}>
                {label(node)} <tspan>{formatThousands(total, language)}</tspan>
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
