import '../../../styles/forms.css';
import { Button, Group, Kbd, Text } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../../acts/act-button';
import { useLanguage } from '../../../i18n/i18n';
import { Figure } from '../../../money/figure';
import { formatAmount, formatDay, formatTime } from '../../../money/format';
import type { Claim, Line } from '../treasury';
import { amountIn, minorIn } from '../../../money/minor';
import type { Allocation } from './allocation';
import { AllocationTable } from './allocation-table';
import { Attachments } from './attachments';
import { BankLine } from './bank-line';
import { Proposals } from './proposals';
import { Undone } from './undone';
import type { Desk, TiedLine } from './use-desk';
import type { Conflict } from './use-acts';

interface Props {
  line: Line;
  desk: Desk;
  claim: Claim | undefined;
  conflict: Conflict | undefined;
  pending: boolean;
  acts: {
    validate: () => void;
    search: () => void;
    hold: () => void;
    release: () => void;
    unexpected: () => void;
    rule: () => void;
    takeOver: () => void;
    back: () => void;
  };
  /** Why this person explains nothing. */
  readOnly: string | undefined;
}

/** One line with what it may be, what it is shared over, and the acts on it. */
export function DetailPane({ line, desk, claim, conflict, pending, acts, readOnly }: Props) {
  const { t } = useTranslation('reconciliation');
  const debit = line.amount.amount.startsWith('-');
  return (
    <div className="card padded detail" data-testid="detail">
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} />}
        onClick={acts.back}
        className="detail-back"
      >
        {t('back')}
      </Button>
      {conflict && <Beaten conflict={conflict} />}
      {claim && (
        <div className="banner" role="status" data-testid="claimed">
          <span>{t('claim.text', { name: claim.name })}</span>
          {!readOnly && (
            <Button size="xs" variant="default" onClick={acts.takeOver}>
              {t('claim.takeOver')}
            </Button>
          )}
        </div>
      )}
      <BankLine line={line} />
      <Attachments line={line} readOnly={readOnly !== undefined} />
      {line.undone && <Undone undone={line.undone} />}
      {line.hold && <Held line={line} release={acts.release} readOnly={readOnly} />}
      {desk.others.length > 0 && <Others lines={desk.others} amounts={desk.amounts.length} />}
      <Proposals entry={line.id} isChosen={desk.isChosen} toggle={desk.toggle} disabled={readOnly !== undefined} />
      {!readOnly && (
        <AllocationTable
          allocation={desk.allocation}
          change={desk.change}
          currency={line.amount.currency}
          remaining={desk.remaining}
          debit={debit}
          note={desk.note}
          setNote={desk.setNote}
        />
      )}
      <Group justify="end" gap="xs" className="detail-acts">
        {!readOnly && (
          <>
            <Button variant="subtle" onClick={acts.rule}>
              {t('acts.rule')}
            </Button>
            {!debit && (
              <Button variant="default" onClick={acts.unexpected}>
                {t('acts.unexpected')}
              </Button>
            )}
            <Button variant="default" onClick={acts.hold}>
              {t('acts.hold')}
            </Button>
            <Button variant="default" leftSection={<IconSearch size={16} />} onClick={acts.search}>
              {t('acts.search')}
            </Button>
          </>
        )}
        <Validate
          desk={desk}
          currency={line.amount.currency}
          pending={pending}
          validate={acts.validate}
          readOnly={readOnly}
        />
      </Group>
    </div>
  );
}

function Validate({
  desk,
  currency,
  pending,
  validate,
  readOnly,
}: {
  desk: Desk;
  currency: string;
  pending: boolean;
  validate: () => void;
  readOnly: string | undefined;
}) {
  const { t } = useTranslation('reconciliation');
  const because = useBlocked(desk.allocation, desk.remaining, currency, readOnly);
  return (
    <ActButton
      because={because}
      loading={pending}
      onClick={validate}
      rightSection={<Kbd>↵</Kbd>}
      data-testid="validate"
    >
      {t('acts.validate')}
    </ActButton>
  );
}

/** Why the line can't be validated, in a sentence; undefined when it can. */
export function useBlocked(
  allocation: Allocation,
  remaining: bigint,
  currency: string,
  readOnly: string | undefined,
): string | undefined {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  if (readOnly) return readOnly;
  if (allocation.rows.length === 0) return t('blocked.nothing');
  if (allocation.rows.some(({ amount }) => minorIn(amount, currency) === 0n)) return t('blocked.amount');
  if (remaining === 0n) return undefined;
  const amount = formatAmount(amountIn(remaining < 0n ? -remaining : remaining, currency), language);
  return t(remaining > 0n ? 'blocked.left' : 'blocked.over', { amount });
}

/** Somebody was first: who, when, and that nothing was overwritten. */
function Beaten({ conflict: { by, at } }: { conflict: Conflict }) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const day = at && formatDay(at.slice(0, 10), language);
  return (
    <div className="banner" role="alert" data-testid="conflict">
      {t('conflict', { name: by, day, time: at && formatTime(at, language) })}
    </div>
  );
}

function Held({
  line: { hold },
  release,
  readOnly,
}: {
  line: Line;
  release: () => void;
  readOnly: string | undefined;
}) {
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  if (!hold) return null;
  return (
    <div className="banner" data-testid="held">
      <span>
        <strong>{hold.reason}</strong>
        <Text size="sm" className="muted">
          {t('hold.by', { name: hold.by, day: formatDay(hold.at.slice(0, 10), language) })}
          {hold.assignee && ` · ${t('hold.for', { name: hold.assignee })}`}
        </Text>
      </span>
      {!readOnly && (
        <Button size="xs" variant="default" onClick={release}>
          {t('hold.release')}
        </Button>
      )}
    </div>
  );
}

function Others({ lines, amounts }: { lines: readonly TiedLine[]; amounts: number }) {
  const { t } = useTranslation('reconciliation');
  return (
    <section className="together" aria-label={t('together.title', { count: amounts })} data-testid="together">
      <strong>{t('together.title', { count: amounts })}</strong>
      <ul className="line-details">
        {lines.map((line) => (
          <li key={line.id}>
            <span className="ellipsis">{line.title}</span>
            <Figure value={line.amount} />
          </li>
        ))}
      </ul>
    </section>
  );
}
