import '../words';
import '../../../styles/forms.css';
import '../contributions.css';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { AmountField } from '../../../forms/amount-field';
import { DayField } from '../../../forms/day-field';
import { useLanguage } from '../../../i18n/i18n';
import { PageHeading } from '../../../shell/page-heading';
import { BlockSkeleton, Loaded } from '../../../states/states';
import { type AgreementDetail, contributions, useAgreement } from '../contributions-api';
import { type AgreementValues, toAmend, valuesOf } from './agreement-values';
import { focusFirst, useFormProblems } from './form-problems';
import { Section } from './new-agreement';
import { InstalmentFields } from './schedule-fields';
import { ClauseFields, RateFields } from './terms-fields';
import { useAgreementChecks } from './validation';
import { typed } from './typed-field';
import { EarmarkFields, RestrictionFields } from './use-fields';

/** A new version of an agreement: what it says from now on, and why. */
export default function AmendAgreementPage() {
  const { convention = '' } = useParams({ strict: false }) as { convention?: string };
  const query = useAgreement(convention);
  return (
    <Loaded query={query} skeleton={<BlockSkeleton height={640} />}>
      {(agreement) => <Amendment key={agreement.version} agreement={agreement} />}
    </Loaded>
  );
}

function Amendment({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const language = useLanguage();
  const { code, version } = agreement;
  const { required, terms } = useAgreementChecks();
  const form = useForm<AgreementValues>({
    initialValues: valuesOf(agreement, language),
    validate: { ...terms, reason: required },
  });
  const back = () => void navigate({ to: `/contributions/${code}` });
  const act = useAct({
    send: (values: AgreementValues, headers) =>
      answered(
        contributions.POST('/api/contributions/agreements/{agreement}/amendments', {
          params: { path: { agreement: code } },
          body: toAmend(values),
          headers: { ...headers, 'if-match': `"${version}"` },
        }),
      ),
    refresh: [['contributions']],
    done: () => {
      back();
      return { title: t('amended', { code }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  const fixed = agreement.instalments
    .filter(({ state }) => state !== 'EXPECTED' && state !== 'CANCELLED')
    .map(({ number, amount }) => ({ number, amount: amount.amount }));
  return (
    <Stack gap="md">
      <PageHeading title={t('amendTitle', { code })} subtitle={t('amendSubtitle', { version: version + 1 })} />
      <form onSubmit={form.onSubmit((values) => act.mutate(values), focusFirst)} noValidate>
        <Stack gap="md">
          <Section name="amendment">
            <Stack gap="md">
              <Textarea label={t('reason')} withAsterisk autosize minRows={2} {...form.getInputProps('reason')} />
              <div className="form-grid">
                <DayField
                  label={t('field.effectiveDate')}
                  clearable
                  clearButtonProps={{ 'aria-label': t('remove') }}
                  {...typed(form.getInputProps('effectiveDate'))}
                />
                <AmountField
                  label={t('field.amount')}
                  withAsterisk
                  currency={form.values.currency}
                  {...typed(form.getInputProps('amount'))}
                />
                <DayField label={t('field.from')} withAsterisk {...typed(form.getInputProps('period.from'))} />
                <DayField label={t('field.to')} withAsterisk {...typed(form.getInputProps('period.to'))} />
              </div>
              <RateFields form={form} />
            </Stack>
          </Section>
          <Section name="schedule">
            <Stack gap="sm">
              {fixed.length > 0 && <span className="muted">{t('fixedInstalments', { count: fixed.length })}</span>}
              <InstalmentFields form={form} fixed={fixed} />
            </Stack>
          </Section>
          <Section name="earmark">
            <Stack gap="md">
              <EarmarkFields form={form} />
              <RestrictionFields form={form} />
            </Stack>
          </Section>
          <Section name="clauses">
            <ClauseFields form={form} />
          </Section>
          <Group justify="end">
            <Button variant="default" onClick={back}>
              {common('act.cancel')}
            </Button>
            <Button type="submit" loading={act.isPending}>
              {t('recordAmendment')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
