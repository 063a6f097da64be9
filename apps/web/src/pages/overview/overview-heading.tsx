import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { useFilters } from '../../shell/filters';

interface Props {
  title: string;
  /** Last day of the figures; unknown until they are there. */
  day: string | undefined;
  illustrative: boolean;
}

export function OverviewHeading({ title, day, illustrative }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [{ periode, instrument }] = useFilters();
  const period = periode ? t('overview.year', { year: periode }) : t('overview.allYears');
  const scope = instrument ? `${period} · ${t(`instrument.${instrument}`)}` : period;
  return (
    <Group justify="space-between" align="end" gap="xs">
      <div>
        <Title order={1}>{title}</Title>
        <Text className="muted" size="sm" data-testid="as-of">
          {day ? t('overview.subtitle', { period: scope, day: formatDay(day, language) }) : scope}
        </Text>
      </div>
      {illustrative && <span className="pill">{t('overview.illustrative')}</span>}
    </Group>
  );
}

/** A period that isn't over ends with the business day. */
export function lastDay({ asOf, period }: { asOf: string; period: { to: string } }): string {
  return period.to < asOf ? period.to : asOf;
}
