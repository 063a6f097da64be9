import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { useAct } from '../../../acts/use-act';
import { useFilters } from '../../../shell/filters';
import { useMayMatch } from '../roles';
import { RuleDialog } from '../rules/rule-dialog';
import { type Line, type MatchRequest, reconciliationKey, type Sheet, type TargetKind, treasury } from '../treasury';
import { DetailPane, useBlocked } from './detail-pane';
import { HelpDialog } from './help-dialog';
import { HoldDialog } from './hold-dialog';
import { filters, type LineFilter, shownLines } from './lines';
import { ListPane } from './list-pane';
import { MatchedPanel } from './matched-panel';
import { SafeDialog } from './safe-dialog';
import { type Shortcuts, useShortcuts, useShortcutsSwitch } from './shortcuts';
import { TargetSearch } from './target-search';
import { useMatching } from './use-acts';
import { takeOver, useClaim } from './use-claim';
import { useDesk } from './use-desk';
import { useClaims, useProposals } from './use-worksheet';

type Dialog = 'search' | 'hold' | 'safe' | 'rule' | 'help';

/** Two panes: what waits on the left, one line at work on the right; and below, what is done. */
export function WorkArea({ sheet, lines }: { sheet: Sheet; lines: readonly Line[] }) {
  const { t } = useTranslation('reconciliation');
  const queries = useQueryClient();
  const mayMatch = useMayMatch();
  const [filter, setFilter] = useFilter();
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<string>();
  const [opened, setOpened] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<Dialog>();
  const [searched, setSearched] = useState<TargetKind | null>(null);
  const [shortcuts, turnShortcuts] = useShortcutsSwitch();
  const claims = useClaims(sheet.id);

  const shown = shownLines(lines, filter, typed);
  const line = shown.find(({ id }) => id === wanted) ?? shown[0];
  const others = useMemo(
    () => lines.filter(({ id, match }) => ticked.has(id) && id !== line?.id && match === null),
    [lines, ticked, line?.id],
  );
  const desk = useDesk(line, others);
  const closed = sheet.closedMonths.includes(sheet.to.slice(0, 7));
  const readOnly = !mayMatch ? t('blocked.role') : closed ? t('blocked.closed') : undefined;
  useClaim(readOnly === undefined ? line?.id : undefined);
  const { data: proposals = [] } = useProposals(line?.id);

  const select = (id: string | undefined) => {
    matching.forgetConflict();
    setWanted(id);
  };
  const move = (step: number) => {
    const at = shown.findIndex(({ id }) => id === line?.id);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + step))];
    if (next) select(next.id);
  };
  /** The next line takes the place of one that is done. */
  const advance = () => {
    const at = shown.findIndex(({ id }) => id === line?.id);
    setWanted((shown[at + 1] ?? shown[at - 1])?.id);
    setTicked(new Set());
    setDialog(undefined);
  };
  const matching = useMatching(advance);
  const release = useAct({
    send: (id: string, headers) =>
      answered(
        treasury.DELETE('/api/treasury/entries/{id}/hold', { params: { path: { id } }, headers: { ...headers } }),
      ),
    refresh: [reconciliationKey],
  });
  const because = useBlocked(desk.allocation, desk.remaining, sheet.currency, readOnly);
  const validate = () => {
    if (!line || because !== undefined || matching.match.isPending) return;
    matching.match.mutate({ entryIds: [line.id, ...desk.others.map(({ id }) => id)], request: desk.request() });
  };
  const safe = lines.filter(({ standing, proposal }) => standing === 'SAFE' && proposal);
  const openSearch = (kind: TargetKind | null) => {
    setSearched(kind);
    setDialog('search');
  };
  const tick = (id: string) => setTicked((before) => toggledIn(before, id));
  const undoLast = () => {
    if (matching.last && !matching.undo.isPending) matching.undo.mutate(matching.last);
  };
  const work = (act: () => void) => () => {
    if (readOnly === undefined && line) act();
  };
  const validateSafe = () => {
    if (!matching.batch.isPending) matching.batch.mutate(safe.map(batchRequest));
  };
  const keys: Shortcuts = {
    j: () => move(1),
    k: () => move(-1),
    Enter: validate,
    ' ': work(() => proposals[0] && desk.toggle(proposals[0])),
    u: undoLast,
    s: () => readOnly === undefined && safe.length > 0 && setDialog('safe'),
    h: work(() => setDialog('hold')),
    x: work(() => line && tick(line.id)),
    '/': work(() => openSearch(null)),
    '?': () => setDialog('help'),
  };
  // A dialog has the focus only a moment after it opens: until then its keys come here, and the page's are not meant.
  const keysOfDialog: Shortcuts = dialog === 'safe' ? { Enter: validateSafe } : {};
  useShortcuts(dialog ? keysOfDialog : keys, shortcuts);
  const close = () => setDialog(undefined);
  const reread = () => queries.invalidateQueries({ queryKey: ['reconciliation', 'claims'] });
  return (
    <>
      <div className="panes" data-opened={opened || undefined}>
        <ListPane
          lines={lines}
          shown={shown}
          filter={filter}
          setFilter={setFilter}
          typed={typed}
          setTyped={setTyped}
          selected={line?.id}
          ticked={ticked}
          claims={claims.data ?? []}
          select={(id) => {
            select(id);
            setOpened(true);
          }}
          tick={tick}
          safe={safe.length}
          openSafe={() => setDialog('safe')}
          openHelp={() => setDialog('help')}
          readOnly={readOnly}
        />
        {line && (
          <DetailPane
            line={line}
            desk={desk}
            claim={claims.data?.find(({ entry, mine }) => entry === line.id && !mine)}
            conflict={matching.conflict}
            pending={matching.match.isPending}
            readOnly={readOnly}
            acts={{
              validate,
              search: () => openSearch(null),
              unexpected: () => openSearch('unapplied'),
              hold: () => setDialog('hold'),
              release: () => release.mutate(line.id),
              rule: () => setDialog('rule'),
              takeOver: () => void takeOver(line.id).then(reread),
              back: () => setOpened(false),
            }}
          />
        )}
      </div>
      <MatchedPanel lines={lines} undo={(done) => matching.undo.mutate(done)} because={readOnly} />
      {line && (
        <>
          <TargetSearch
            entry={line.id}
            opened={dialog === 'search'}
            close={close}
            kind={searched}
            choose={(target) => {
              desk.add(target);
              close();
            }}
          />
          <HoldDialog line={line} opened={dialog === 'hold'} close={close} />
          <RuleDialog entry={line.id} opened={dialog === 'rule'} close={close} />
        </>
      )}
      <SafeDialog
        lines={safe}
        opened={dialog === 'safe'}
        close={close}
        pending={matching.batch.isPending}
        validate={validateSafe}
      />
      <HelpDialog opened={dialog === 'help'} close={close} on={shortcuts} turn={turnShortcuts} />
    </>
  );
}

/** Which lines are listed is in the address. */
function useFilter(): [LineFilter, (filter: LineFilter) => void] {
  const [{ lignes }, change] = useFilters();
  const filter = filters.find((known) => known === lignes) ?? 'open';
  return [filter, (next) => change({ lignes: next === 'open' ? undefined : next } as Record<string, string>)];
}

function toggledIn(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

function batchRequest({ id, proposal }: Line): MatchRequest {
  const targets = (proposal?.targets ?? []).map(({ kind, id: target, amount }) => ({ kind, id: target, amount }));
  return { entryId: id, targets, ...(proposal?.rule && { rule: proposal.rule }) };
}
