import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/i18n';
import { formatDay } from '../money/format';
import { useSession } from '../session/session';
import { useBusinessDay } from './business-day';

interface Props {
  title: string;
  /** Says what the page is about; the day its figures stand at comes after it. */
  subtitle?: ReactNode;
  /** Last day of the figures, where it is not the business day. */
  day?: string;
  children?: ReactNode;
}

/** Title of a page, the day its figures stand at, whether they are illustrative, and its main acts. */
export function PageHeading({ title, subtitle, day, children }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const businessDay = useBusinessDay();
  const { data: person } = useSession();
  const asOf = day ?? businessDay;
  return (
    <Group justify="space-between" align="end" gap="xs">
      <div style={{ minWidth: 0 }}>
        <Title order={1}>{title}</Title>
        <Text className="muted" size="sm" data-testid="as-of">
          {subtitle}
          {subtitle && asOf && ' · '}
          {asOf && t('page.asOf', { day: formatDay(asOf, language) })}
        </Text>
      </div>
      <Group gap="xs">
        {person?.demonstration && <span className="pill">{t('overview.illustrative')}</span>}
        {children}
      </Group>
    </Group>
  );
}
