import { Button, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { Figure } from '../../money/figure';
import { formatDayShort } from '../../money/format';
import { useFilters } from '../../shell/filters';
import { StateMark } from '../../states/state-mark';
import { type Column, DataTable } from '../../tables/data-table';
import type { Credit } from './api';
import { Block } from './block';
import { CreditDistribution } from './credit-distribution';
import { CreditVariance } from './credit-variance';
import { byAmount } from '../../money/minor';

interface Props {
  credits: readonly Credit[];
  /** Of one placement, whose name needn't be repeated. */
  isOfOne: boolean;
}

/** What was to be expected beside what the bank credited; the distribution of one opens under its row. */
export function CreditsBlock({ credits, isOfOne }: Props) {
  const { t } = useTranslation('placements');
  const [{ versement }, change] = useFilters();
  const alerts = credits.filter(({ alert }) => alert).length;
  const columns = useColumns(isOfOne, versement, (id) => change({ versement: id }));
  return (
    <Block
      title={t('credits.title')}
      about={alerts > 0 ? t('credits.alerts', { count: alerts }) : t('credits.noAlert')}
      testid="credits"
    >
      <DataTable
        label={t('credits.table')}
        columns={columns}
        rows={credits}
        rowKey={({ id }) => id}
        selected={versement}
        empty={t('credits.empty')}
        minWidth={960}
        detail={(credit) => (
          <>
            <CreditVariance credit={credit} />
            <CreditDistribution credit={credit} />
          </>
        )}
      />
    </Block>
  );
}

function useColumns(
  isOfOne: boolean,
  shown: string | undefined,
  show: (id: string | undefined) => void,
): Column<Credit>[] {
  const { t } = useTranslation('placements');
  const language = useLanguage();
  const period = ({ from, to }: Credit) => ({
    from: formatDayShort(from, language),
    to: formatDayShort(to, language),
  });
  const amount = (name: 'expected' | 'credited' | 'variance' | 'unexplained'): Column<Credit> => ({
    id: name,
    header: t(`credits.${name}`),
    meta: { align: 'right', ...(name !== 'credited' && { wide: true }) },
    accessorFn: (credit) => credit[name],
    sortingFn: byAmount,
    cell: ({ row: { original } }) => (
      <Figure value={original[name]} {...(name === 'credited' && { entries: original.entries })} />
    ),
  });
  const columns: Column<Credit>[] = [
    {
      id: 'period',
      header: t('credits.period'),
      accessorFn: ({ to }) => to,
      cell: ({ row: { original } }) => (
        <Button
          variant="subtle"
          size="compact-sm"
          h="auto"
          styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
          aria-expanded={shown === original.id}
          aria-label={t('credits.show', period(original))}
          onClick={() => show(shown === original.id ? undefined : original.id)}
        >
          <span>
            <span className="num">{period(original).from} –</span> <span className="num">{period(original).to}</span>
          </span>
        </Button>
      ),
    },
    { id: 'placement', accessorKey: 'placement', header: t('credits.placement'), meta: { wide: true } },
    amount('expected'),
    amount('credited'),
    amount('variance'),
    amount('unexplained'),
    {
      id: 'state',
      header: t('credits.state'),
      accessorFn: ({ alert }) => String(alert),
      cell: ({ row: { original } }) => (
        <>
          <StateMark tone={original.alert ? 'late' : 'done'} icon={original.alert ? IconAlertTriangle : IconCheck}>
            {t(`credits.${stateOf(original)}`)}
          </StateMark>
          {original.restatements > 0 && (
            <Text size="xs" className="muted">
              {t('credits.restated', { count: original.restatements })}
            </Text>
          )}
        </>
      ),
    },
  ];
  return isOfOne ? columns.filter(({ id }) => id !== 'placement') : columns;
}

/** A difference that is explained is nobody's error; what isn't is told beyond the threshold of the placement. */
function stateOf({ alert, variance, unexplained }: Credit): 'beyond' | 'same' | 'explained' | 'within' {
  if (alert) return 'beyond';
  if (Number(variance.amount) === 0) return 'same';
  return Number(unexplained.amount) === 0 ? 'explained' : 'within';
}
