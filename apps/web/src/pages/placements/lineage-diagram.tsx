import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { euros, formatAmount } from '../../money/format';
import { useFilters } from '../../shell/filters';
import type { LineageLine } from './api';
import { columns, graphOf, NODE_WIDTH, pictureOf, type Placed } from './lineage-graph';
import { LineageTable } from './lineage-table';

/** Below it three columns of names don't fit: the lines are listed instead. */
const NARROWEST = 620;

/** Donors, projects and aids with the money between them; one stop for the keyboard, arrows inside. */
export function LineageDiagram({ lines }: { lines: readonly LineageLine[] }) {
  const { t } = useTranslation('placements');
  const { ref, width } = useElementSize();
  const graph = graphOf(lines, {
    origin: (origin) => t(`lineage.origin.${origin}`),
    unknownDonor: t('lineage.unknownDonor'),
  });
  const [focus, setFocus] = useState(0);
  const follow = useFollow();
  const { nodes, flows, height } = pictureOf(graph, Math.max(width, NARROWEST));
  const onKey = (event: KeyboardEvent<SVGSVGElement>) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (focus + step + nodes.length) % nodes.length;
    setFocus(next);
    event.currentTarget.querySelectorAll<SVGGElement>('.lineage-node')[next]?.focus();
  };
  const isNarrow = width > 0 && width < NARROWEST;
  return (
    <div ref={ref}>
      {isNarrow && <LineageTable lines={lines} />}
      {width >= NARROWEST && (
        <svg
          className="lineage-picture"
          viewBox={`-2 -26 ${width + 4} ${height + 30}`}
          role="group"
          aria-label={t('lineage.picture')}
          onKeyDown={onKey}
        >
          {columns.map((column, index) => (
            <text
              key={column}
              x={(index * width) / 2}
              y={-10}
              textAnchor={(['start', 'middle', 'end'] as const)[index]}
              className="lineage-amount"
            >
              {t(({ donor: 'lineage.donors', project: 'lineage.projects', case: 'lineage.aids' } as const)[column])}
            </text>
          ))}
          <g aria-hidden>
            {flows.map(({ from, to, path, width: thickness }) => (
              <path key={`${from}>${to}`} className="lineage-flow" d={path} strokeWidth={thickness} />
            ))}
          </g>
          {nodes.map((node, index) => (
            <NodeMark
              key={node.id}
              node={node}
              width={width}
              tabIndex={index === focus ? 0 : -1}
              follow={() => follow(node)}
              focused={() => setFocus(index)}
            />
          ))}
        </svg>
      )}
    </div>
  );
}

interface MarkProps {
  node: Placed;
  width: number;
  tabIndex: number;
  follow: () => void;
  focused: () => void;
}

function NodeMark({ node, width, tabIndex, follow, focused }: MarkProps) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const amount = formatAmount(euros(node.minor), language);
  const isLast = node.column === 'case';
  const x = isLast ? node.x - 8 : node.x + NODE_WIDTH + 8;
  const anchor = isLast ? 'end' : 'start';
  const name = shortened(node.name, width);
  const canFollow = node.code !== undefined;
  const said = t('lineage.from', { name: node.name, amount });
  return (
    <g
      className="lineage-node"
      role={canFollow ? 'link' : 'img'}
      tabIndex={tabIndex}
      aria-label={canFollow ? `${said}. ${t('lineage.follow', { name: node.name })}` : said}
      onClick={follow}
      onFocus={focused}
      onKeyDown={(event) => event.key === 'Enter' && follow()}
    >
      <title>{said}</title>
      <rect
        x={node.x}
        y={node.y}
        width={NODE_WIDTH}
        height={node.height}
        rx={3}
        fill={node.column === 'donor' ? 'var(--neutral)' : 'var(--emergency)'}
      />
      <text x={x} y={node.y + 15} textAnchor={anchor}>
        {name}
      </text>
      <text x={x} y={node.y + 31} textAnchor={anchor} className="lineage-amount">
        {amount}
      </text>
    </g>
  );
}

/** A column is half the width, less what the other names take. */
function shortened(name: string, width: number): string {
  const most = Math.floor(width / 2 / 9);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function useFollow(): (node: Placed) => void {
  const [, change] = useFilters();
  return ({ column, code }) => {
    if (code === undefined) return;
    const none = { aide: undefined, projet: undefined, bailleur: undefined };
    change({ ...none, [{ case: 'aide', project: 'projet', donor: 'bailleur' }[column]]: code });
  };
}
