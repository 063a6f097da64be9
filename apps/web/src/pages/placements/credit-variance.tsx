import { Box, Stack, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure, type Sum } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { type Column, DataTable } from '../../tables/data-table';
import type { Credit, Schemas } from './api';

type Part = Schemas['VariancePartDto'];

interface Step {
  key: string;
  what: string;
  /** What it was computed from. */
  figures: Part['figures'];
  amount: Sum;
}

/** From what was expected to what the bank credited, a step for each reason: the steps add up. */
export function CreditVariance({ credit }: { credit: Credit }) {
  const { t } = useTranslation('placements');
  const steps = useSteps(credit);
  const columns = useColumns();
  if (Number(credit.variance.amount) === 0) return null;
  return (
    <Stack gap="xs" data-testid="variance">
      <Title order={3}>{t('variance.title')}</Title>
      {credit.parts.length === 0 ? (
        <Text size="sm" className="muted">
          {t('variance.unknown')}
        </Text>
      ) : (
        <DataTable
          label={t('variance.title')}
          columns={columns}
          rows={steps}
          rowKey={({ key }) => key}
          empty={t('credits.empty')}
          minWidth={720}
        />
      )}
    </Stack>
  );
}

function useSteps({ placement, to, expected, parts, credited, entries }: Credit): Step[] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const day = formatDayShort(to, language);
  return [
    { key: 'expected', what: t('variance.expected', { day }), figures: [], amount: { value: expected } },
    ...parts.map(({ cause, code, figures, amount }) => ({
      key: `${cause}/${code}`,
      what: t(`variance.cause.${cause}`, { code: code ?? placement }),
      figures,
      amount: { value: amount },
    })),
    { key: 'credited', what: t('variance.credited'), figures: [], amount: { value: credited, entries } },
  ];
}

function useColumns(): Column<Step>[] {
  const { t } = useTranslation('placements');
  return [
    {
      id: 'what',
      accessorKey: 'what',
      header: t('variance.what'),
      enableSorting: false,
      cell: ({ row: { original } }) => (
        <>
          {original.what}
          <Box hiddenFrom="sm">
            <Figures figures={original.figures} />
          </Box>
        </>
      ),
    },
    {
      id: 'figures',
      header: t('variance.figures'),
      enableSorting: false,
      meta: { wide: true },
      cell: ({ row: { original } }) => <Figures figures={original.figures} />,
    },
    {
      id: 'amount',
      header: t('line.amount'),
      meta: { align: 'right' },
      enableSorting: false,
      cell: ({ row: { original } }) => <Figure {...original.amount} />,
    },
  ];
}

function Figures({ figures }: { figures: Part['figures'] }) {
  const { t } = useTranslation('placements');
  return (
    <dl className="placements-variance">
      {figures.map(({ what, name, amount, entries }) => (
        <Fragment key={`${what}/${name}`}>
          <dt>{name ?? t(`variance.figure.${what}`)}</dt>
          <dd>
            <Figure value={amount} entries={entries} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
