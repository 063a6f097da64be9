import { Text } from '@mantine/core';
import IconPaperclip from '@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatDayShort } from '../../../money/format';
import { Empty } from '../../../states/states';
import type { Claim, Line } from '../treasury';
import { targetName } from '../target-name';
import { titleOf } from './lines';
import { StandingMark } from './standing-mark';

const ROW_PX = 64;

interface Props {
  lines: readonly Line[];
  selected: string | undefined;
  /** Lines explained together. */
  ticked: ReadonlySet<string>;
  claims: readonly Claim[];
  select: (id: string) => void;
  tick: (id: string) => void;
  empty: string;
}

/** Lines of the bank; of a long list only those in view are drawn. Arrows, J and K move, X ties lines together. */
export function LineList({ lines, selected, ticked, claims, select, tick, empty }: Props) {
  const { t } = useTranslation('reconciliation');
  const viewport = useRef<HTMLDivElement>(null);
  const drawn = useVirtualizer({
    count: lines.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const at = lines.findIndex(({ id }) => id === selected);
  useEffect(() => {
    if (at >= 0) drawn.scrollToIndex(at, { align: 'auto' });
  }, [at, drawn]);
  if (lines.length === 0) return <Empty>{empty}</Empty>;
  const items = drawn.getVirtualItems();
  return (
    <div
      ref={viewport}
      className="line-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-multiselectable
      data-testid="lines"
      {...(items.some(({ index }) => index === at) && { 'aria-activedescendant': `line-${selected}` })}
    >
      <div style={{ height: drawn.getTotalSize(), position: 'relative' }} role="presentation">
        {items.map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <Row
              key={line.id}
              line={line}
              top={start}
              place={{ 'aria-posinset': index + 1, 'aria-setsize': lines.length }}
              current={line.id === selected}
              ticked={ticked.has(line.id)}
              claim={claims.find(({ entry, mine }) => entry === line.id && !mine)}
              onClick={(together) => (together ? tick(line.id) : select(line.id))}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  line: Line;
  top: number;
  place: { 'aria-posinset': number; 'aria-setsize': number };
  current: boolean;
  ticked: boolean;
  claim: Claim | undefined;
  onClick: (together: boolean) => void;
}

function Row({ line, top, place, current, ticked, claim, onClick }: RowProps) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const [first] = line.proposal?.targets ?? [];
  return (
    <div
      id={`line-${line.id}`}
      className="line-row"
      role="option"
      aria-selected={current || ticked}
      data-current={current || undefined}
      data-testid="line"
      data-entry={line.id}
      style={{ transform: `translateY(${top}px)`, height: ROW_PX }}
      onClick={(event) => onClick(event.ctrlKey || event.metaKey)}
      {...place}
    >
      <Text size="sm" className="muted num">
        {formatDayShort(line.bookingDate, language).slice(0, 5)}
      </Text>
      <Text className="ellipsis" title={titleOf(line)}>
        {titleOf(line)}
      </Text>
      <Figure value={line.amount} className="strong" />
      <div className="line-under">
        <StandingMark standing={line.standing} />
        {line.attachments > 0 && (
          <IconPaperclip size={14} aria-label={t('attachments.count', { count: line.attachments })} />
        )}
        {ticked && <IconLink size={14} aria-label={t('list.together')} />}
        <Text size="sm" className="muted ellipsis">
          {line.hold
            ? [line.hold.assignee, line.hold.reason].filter(Boolean).join(' · ')
            : [line.undone && t('undoing.undone'), first && targetName(first, t)].filter(Boolean).join(' · ')}
        </Text>
      </div>
      {claim && (
        <span className="initials" title={t('list.heldBy', { name: claim.name })}>
          <span aria-hidden>{claim.initials}</span>
          <span className="visually-hidden">{t('list.heldBy', { name: claim.name })}</span>
        </span>
      )}
    </div>
  );
}
