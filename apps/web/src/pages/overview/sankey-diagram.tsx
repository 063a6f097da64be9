import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colon } from '../../i18n/colon';
import { useLanguage } from '../../i18n/i18n';
import { euros, formatAmount, formatThousands } from '../../money/format';
import { useFilters, useOpenEntries } from '../../shell/filters';
import { type Column, colorOf, type Flow, type GraphNode, keyOf } from './flow-graph';
import { useNodeLabel } from './node-label';
import { layOut, type PlacedNode, type Ribbon } from './sankey-layout';
import './sankey.css';

/** Across the space between the columns, from edge to edge. */
const COLUMN_X: Record<Column, number> = { 0: 0, 1: 500, 2: 1000 };
const columnClass = ['source', 'hub', 'use'] as const;

/** Where each euro came from and what it is used for. One Tab stop: arrows move, Enter opens the entries. */
export function SankeyDiagram({ graph }: { graph: GraphNode[] }) {
  const { t } = useTranslation();
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set());
  const { height, nodes, ribbons } = useMemo(() => layOut(graph), [graph]);
  const elements = useRef(new Map<string, HTMLElement>());
  const [current, setCurrent] = useState<string>();
  const stop = nodes.some(({ node }) => node.id === current) ? current : nodes[0]?.node.id;
  const openNode = useOpenNode();
  const open = ribbons.some(({ flow }) => flow.entries !== undefined);

  const onKey = (event: KeyboardEvent, placed: PlacedNode) => {
    const next = neighbour(event.key, placed, nodes);
    if (!next) return;
    event.preventDefault();
    setCurrent(next);
    elements.current.get(next)?.focus();
  };
  const light = (flows: Flow[]) => ({
    onMouseEnter: () => setLit(new Set(flows.map(keyOf))),
    onMouseLeave: () => setLit(new Set()),
    onFocus: () => setLit(new Set(flows.map(keyOf))),
    onBlur: () => setLit(new Set()),
  });
  return (
    <div
      className={`sankey${lit.size > 0 ? ' dim' : ''}`}
      style={{ height }}
      role="group"
      aria-label={t('flow.title')}
      data-testid="sankey"
    >
      <svg className="ribbons" viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" aria-hidden>
        {ribbons.map((ribbon) => (
          <RibbonPath
            key={ribbon.key}
            ribbon={ribbon}
            lit={lit.has(ribbon.key)}
            nodes={nodes}
            events={light([ribbon.flow])}
          />
        ))}
      </svg>
      {nodes.map((placed) => {
        const { node, column, incoming, outgoing, top, room } = placed;
        const shared = {
          className: `sankey-node ${columnClass[column]}`,
          style: { top, height: room },
          'data-node': node.id,
          ...light([...incoming, ...outgoing]),
        };
        if (!open) return <div key={node.id} {...shared} children={<NodeFace placed={placed} />} />;
        return (
          <button
            key={node.id}
            type="button"
            ref={(element) => void (element && elements.current.set(node.id, element))}
            {...shared}
            tabIndex={node.id === stop ? 0 : -1}
            onClick={() => openNode(placed)}
            onKeyDown={(event) => onKey(event, placed)}
          >
            <NodeFace placed={placed} />
          </button>
        );
      })}
    </div>
  );
}

function NodeFace({ placed: { node, column, instrument, total, barTop, barHeight } }: { placed: PlacedNode }) {
  const language = useLanguage();
  const label = useNodeLabel()(node);
  return (
    <>
      <span className="sankey-label" title={`${label}${colon(language)}${formatAmount(euros(total), language)}`}>
        <span className="ellipsis">{label}</span> <span className="num muted">{formatThousands(total, language)}</span>
      </span>
      <i
        className="sankey-bar"
        style={{ top: barTop, height: barHeight, background: column === 0 ? 'var(--neutral)' : colorOf(instrument) }}
      />
    </>
  );
}

interface RibbonProps {
  ribbon: Ribbon;
  lit: boolean;
  nodes: PlacedNode[];
  events: Record<string, () => void>;
}

function RibbonPath({
  ribbon: { flow, instrument, fromColumn, toColumn, fromTop, toTop, thickness },
  lit,
  nodes,
  events,
}: RibbonProps) {
  const language = useLanguage();
  const label = useNodeLabel();
  const open = useOpenEntries();
  const named = (id: string) => label(nodes.find(({ node }) => node.id === id)?.node, id);
  const [x0, x1] = [COLUMN_X[fromColumn], COLUMN_X[toColumn]];
  const middle = (x0 + x1) / 2;
  const path =
    `M${x0},${fromTop}C${middle},${fromTop} ${middle},${toTop} ${x1},${toTop}` +
    `V${toTop + thickness}C${middle},${toTop + thickness} ${middle},${fromTop + thickness} ${x0},${fromTop + thickness}Z`;
  const { onMouseEnter, onMouseLeave } = events;
  return (
    <path
      className={`ribbon${lit ? ' on' : ''}${flow.entries ? ' open' : ''}`}
      d={path}
      fill={colorOf(instrument)}
      {...{ onMouseEnter, onMouseLeave }}
      onClick={() => flow.entries && open(flow.entries)}
    >
      <title>{`${named(flow.from)} → ${named(flow.to)}${colon(language)}${formatAmount(flow.value, language)}`}</title>
    </path>
  );
}

/** A node of one flow opens its entries; one of several opens the list of them. */
function useOpenNode(): (node: GraphNode) => void {
  const [, change] = useFilters();
  const open = useOpenEntries();
  return ({ node, incoming, outgoing }) => {
    const [only, ...others] = [...incoming, ...outgoing];
    if (only?.entries && others.length === 0) open(only.entries);
    else change({ noeud: node.id });
  };
}

/** Up and down stay in the column; left and right follow the largest flow. */
function neighbour(
  key: string,
  { node, column, incoming, outgoing }: PlacedNode,
  nodes: readonly PlacedNode[],
): string | undefined {
  const ids = nodes.filter((other) => other.column === column).map((other) => other.node.id);
  const index = ids.indexOf(node.id);
  const moves: Record<string, string | undefined> = {
    ArrowDown: ids[index + 1],
    ArrowUp: ids[index - 1],
    Home: ids[0],
    End: ids.at(-1),
    ArrowRight: outgoing[0]?.to,
    ArrowLeft: incoming[0]?.from,
  };
  return moves[key];
}
