import { Group, NativeSelect, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../../shell/filters';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { useReports } from '../contributions-api';
import { ReportsTable } from '../reports-table';

const horizons = ['0', '30', '60', '90', '365'] as const;
const USUAL = '60';

/** Reports that are late, and those due soon. */
export default function ReportsDue() {
  const { t } = useTranslation('contributions');
  const [{ jours }, change] = useFilters();
  const horizon = horizons.find((one) => one === jours) ?? USUAL;
  const query = useReports({ within: Number(horizon) });
  return (
    <Stack gap="sm">
      <Group>
        <NativeSelect
          aria-label={t('filter.within')}
          value={horizon}
          data={horizons.map((value) => ({
            value,
            label: value === '0' ? t('filter.overdueOnly') : t('filter.withinDays', { count: Number(value) }),
          }))}
          onChange={({ currentTarget }) =>
            change({ jours: currentTarget.value === USUAL ? undefined : currentTarget.value })
          }
        />
      </Group>
      <Loaded query={query} skeleton={<BlockSkeleton height={320} />}>
        {(reports) => <ReportsTable reports={reports} named />}
      </Loaded>
    </Stack>
  );
}
