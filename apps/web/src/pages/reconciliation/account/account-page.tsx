import '../words';
import '../reconciliation.css';
import '../../../styles/forms.css';
import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { useLanguage } from '../../../i18n/i18n';
import { useFilters } from '../../../shell/filters';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { treasury } from '../treasury';
import { Months } from './months';
import { Statement } from './statement';

/** What the bank says of an account beside what the journal says, at any day; and its months. */
export default function AccountPage() {
  const { compte = '' } = useParams({ strict: false }) as { compte?: string };
  const { t } = useTranslation('reconciliation');
  const language = useLanguage();
  const [{ au }, change] = useFilters();
  const query = useQuery({
    queryKey: ['reconciliation', 'account', compte, au],
    queryFn: () =>
      answered(
        treasury.GET('/api/treasury/accounts/{id}/reconciliation', {
          params: { path: { id: compte }, query: { format: 'json', lang: language, ...(au && { asOf: au }) } },
        }),
      ),
  });
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={420} />}>
      {(statement) => (
        <Stack gap="md">
          <PageHeading
            title={t('account.title')}
            subtitle={`${statement.account} · ${statement.accountName}`}
            day={statement.asOf}
          >
            <Group gap="xs" align="end" className="no-print">
              <DayField
                label={t('account.day')}
                value={statement.asOf}
                onChange={(day) => change({ au: day || undefined } as Record<string, string>)}
              />
              {(['pdf', 'csv'] as const).map((format) => (
                <Button
                  key={format}
                  component="a"
                  variant="default"
                  href={`/api/treasury/accounts/${encodeURIComponent(statement.account)}/reconciliation?${new URLSearchParams({ asOf: statement.asOf, format, lang: language }).toString()}`}
                  download
                >
                  {format.toUpperCase()}
                </Button>
              ))}
            </Group>
          </PageHeading>
          <Statement statement={statement} />
          <Months account={statement.account} />
        </Stack>
      )}
    </Loaded>
  );
}
