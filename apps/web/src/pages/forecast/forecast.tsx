import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { useFilters } from '../../shell/filters';
import { PageHeading } from '../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../states/states';
import { CashChart } from './cash-chart';
import { CashSummary } from './cash-summary';
import { CashTable } from './cash-table';
import { ExpectedList } from './expected-list';
import { type Forecast, useForecast } from './use-forecast';
import './words';
import './forecast.css';

/** What the banks hold, what is to come in and to go out over twelve months, each currency apart. */
export default function ForecastPage() {
  const { t } = useTranslation('forecast');
  const query = useForecast();
  return (
    <Stack gap="md">
      <Loaded query={query} skeleton={<BlockSkeleton height={620} />}>
        {(forecast) => <Content forecast={forecast} title={t('title')} />}
      </Loaded>
    </Stack>
  );
}

function Content({ forecast, title }: { forecast: Forecast; title: string }) {
  const { t } = useTranslation('forecast');
  const language = useLanguage();
  const [{ devise }, change] = useFilters();
  const cash = forecast.currencies.find(({ currency }) => currency === devise) ?? forecast.currencies[0];
  if (!cash) return null;
  return (
    <>
      <PageHeading title={title} subtitle={t('subtitle')} day={forecast.asOf}>
        <Button
          component="a"
          href={`/api/reporting/cash-forecast.csv?lang=${language}&currency=${cash.currency}`}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          data-testid="csv"
        >
          {t('csv')}
        </Button>
      </PageHeading>
      {forecast.currencies.length > 1 && (
        <Group>
          <SegmentedControl
            aria-label={t('currency')}
            value={cash.currency}
            onChange={(next) => change({ devise: next, detail: undefined })}
            data={forecast.currencies.map(({ currency }) => currency)}
          />
        </Group>
      )}
      <CashSummary cash={cash} forecast={forecast} />
      <CashChart cash={cash} />
      <CashTable cash={cash} />
      <ExpectedList cash={cash} items={forecast.items} />
    </>
  );
}
