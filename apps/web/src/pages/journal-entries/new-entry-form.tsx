import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../acts/use-act';
import type { Problem } from '../../api/client';
import { DayField } from '../../forms/day-field';
import { Figure } from '../../money/figure';
import { EntryLineFields } from './entry-line-fields';
import { type Book, books, journal, JOURNAL, type NewEntry, useAccounts } from './journal-api';
import { differenceOf, emptyEntry, emptyLine, entryOf, gapIn, type TypedEntry, type TypedLine } from './typed-entry';
import { ActButton } from '../../acts/act-button';

/** Types an entry of a book, line by line; another controller approves it. */
export function NewEntryForm({ close }: { close: () => void }) {
  const { t } = useTranslation('journalEntries');
  const { t: common } = useTranslation();
  const [book, setBook] = useState<Book>('contributions');
  const [entry, setEntry] = useState<TypedEntry>(emptyEntry);
  const { data: accounts = [] } = useAccounts(book);
  const change = (next: Partial<TypedEntry>) => setEntry((before) => ({ ...before, ...next }));
  const changeLine = (at: number, next: Partial<TypedLine>) =>
    setEntry((before) => ({
      ...before,
      lines: before.lines.map((line, index) => (index === at ? { ...line, ...next } : line)),
    }));
  /** An account that isn't in the list says what it asks for once it is refused. */
  const asks = ({ code, figures: { account, missing } }: Problem) => {
    if (code === 'MISSING_DIMENSION' && Array.isArray(missing))
      change({ lines: entry.lines.map((line) => asking(line, String(account), missing as string[])) });
    return false;
  };
  const prepare = useAct({
    send: (body: NewEntry, headers) => journal.prepare(book, body, headers),
    refresh: [JOURNAL],
    done: () => ({ title: t('entry.prepared'), text: t('entry.preparedText') }),
    refused: asks,
  });
  const gap = gapIn(entry);
  const submit = () => {
    if (!gap) prepare.mutate(entryOf(entry), { onSuccess: close });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      data-testid="new-entry"
    >
      <Stack gap="sm">
        <div className="entry-head">
          <Select
            label={t('entry.book')}
            data={books.map((value) => ({ value, label: common(`context.${value}`) }))}
            value={book}
            allowDeselect={false}
            onChange={(next) => setBook((next as Book | null) ?? book)}
          />
          <DayField
            label={t('entry.day')}
            description={t('entry.dayHint')}
            value={entry.effectiveDate}
            onChange={(effectiveDate) => change({ effectiveDate })}
          />
        </div>
        <TextInput
          label={t('entry.reason')}
          value={entry.reason}
          maxLength={1000}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
        <TextInput
          label={t('entry.reference')}
          value={entry.reference}
          maxLength={200}
          onChange={({ currentTarget }) => change({ reference: currentTarget.value })}
        />
        {entry.lines.map((line, index) => (
          <EntryLineFields
            key={index}
            number={index + 1}
            line={line}
            accounts={accounts}
            change={(next) => changeLine(index, next)}
            {...(entry.lines.length > 2 && {
              remove: () => change({ lines: entry.lines.filter((_, at) => at !== index) }),
            })}
          />
        ))}
        <Group justify="space-between">
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => change({ lines: [...entry.lines, emptyLine] })}
          >
            {t('entry.addLine')}
          </Button>
          <span aria-live="polite">
            {t('entry.balance')} <Figure value={differenceOf(entry.lines)} />
          </span>
        </Group>
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common('act.cancel')}
          </Button>
          <ActButton type="submit" because={gap && t(`entry.${gap}`)} loading={prepare.isPending}>
            {t('entry.submit')}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}

function asking(line: TypedLine, account: string, missing: readonly string[]): TypedLine {
  if (line.account.trim() !== account) return line;
  return { ...line, requires: [...new Set([...line.requires, ...missing])] };
}
