import { Button, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { Empty } from '../../states/states';
import { type Column, DataTable } from '../../tables/data-table';
import type { Restatement, Schemas } from './api';
import { Block } from './block';
import { causeText } from './cause-text';
import { byAmount } from '../../money/minor';

type Line = Schemas['RestatedLineDto'];

/** Each one is a table of its own: the first few say what is going on, the rest comes when asked for. */
const SHOWN_AT_FIRST = 3;

/** What came late, and what it changed, line by line. */
export function RestatementBlock({ restatements }: { restatements: readonly Restatement[] }) {
  const { t } = useTranslation('placements');
  return (
    <Block title={t('restatements.title')} testid="restatements">
      {restatements.length === 0 ? (
        <Empty>{t('restatements.empty')}</Empty>
      ) : (
        <RestatementList restatements={restatements} />
      )}
    </Block>
  );
}

export function RestatementList({ restatements }: { restatements: readonly Restatement[] }) {
  const { t } = useTranslation('placements');
  const [all, { open }] = useDisclosure();
  const hidden = all ? 0 : Math.max(restatements.length - SHOWN_AT_FIRST, 0);
  return (
    <Stack gap="md">
      {restatements.slice(0, restatements.length - hidden).map((restatement) => (
        <OneRestatement key={restatement.id} restatement={restatement} />
      ))}
      {hidden > 0 && (
        <Button variant="default" onClick={open}>
          {t('restatements.more', { count: hidden })}
        </Button>
      )}
    </Stack>
  );
}

function OneRestatement({ restatement }: { restatement: Restatement }) {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const columns = useColumns();
  const { ofCredit, touchedFrom, through, accountedOn, facts, lines } = restatement;
  const title = t(ofCredit ? 'restatements.of.credit' : 'restatements.of.accrual');
  return (
    <article className="placements-restatement">
      <Title order={3}>{title}</Title>
      <Text size="sm" className="muted">
        {t('restatements.when', {
          from: formatDayShort(touchedFrom, language),
          through: formatDayShort(through, language),
          day: formatDayShort(accountedOn, language),
        })}
      </Text>
      <ul aria-label={t('restatements.causes')}>
        {facts.map((fact) => (
          <li key={fact.text}>
            <Text size="sm">{causeText(fact, language)}</Text>
          </li>
        ))}
      </ul>
      <DataTable
        label={title}
        columns={columns}
        rows={lines}
        rowKey={({ project, agreement, disposition }) => `${project}/${agreement}/${disposition}`}
        empty={t('restatements.empty')}
        minWidth={700}
      />
    </article>
  );
}

function useColumns(): Column<Line>[] {
  const { t } = useTranslation('placements');
  const amount = (name: 'before' | 'after' | 'difference'): Column<Line> => ({
    id: name,
    header: t(`restatements.${name}`),
    meta: { align: 'right' },
    accessorFn: (line) => line[name],
    sortingFn: byAmount,
    cell: ({ row: { original } }) => <Figure value={original[name]} />,
  });
  return [
    { id: 'project', header: t('line.project'), accessorFn: ({ project }) => project ?? t('line.none') },
    { id: 'agreement', header: t('line.agreement'), accessorFn: ({ agreement }) => agreement ?? t('line.none') },
    {
      id: 'disposition',
      header: t('line.disposition'),
      accessorFn: ({ disposition }) => t(`disposition.${disposition as 'OWN'}`),
    },
    amount('before'),
    amount('after'),
    amount('difference'),
  ];
}
