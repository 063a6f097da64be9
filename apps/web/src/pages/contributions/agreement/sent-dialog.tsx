import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { answered } from '../../../api/client';
import { DayField } from '../../../forms/day-field';
import { type AgreementDetail, contributions, type InstalmentDetail, useDonors } from '../contributions-api';
import { useFormProblems } from '../forms/form-problems';
import { typed } from '../forms/typed-field';

interface Values {
  to: string;
  effectiveDate: string;
}

/** Records that the letter of a call went, when and to whom. */
export function SentDialog(props: { agreement: AgreementDetail; instalment: InstalmentDetail; close: () => void }) {
  const { t } = useTranslation('contributions');
  const { data: donors } = useDonors();
  const { agreement, instalment, close } = props;
  const contact = donors?.find(({ code }) => code === agreement.donor)?.contacts.find(({ email }) => email)?.email;
  return (
    <Modal
      opened
      onClose={close}
      centered
      title={t('call.sentTitle', { number: instalment.number })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {donors && <SentForm {...props} contact={instalment.sentTo ?? contact ?? ''} />}
    </Modal>
  );
}

interface Props {
  agreement: AgreementDetail;
  instalment: InstalmentDetail;
  contact: string;
  close: () => void;
}

function SentForm({ agreement, instalment, contact, close }: Props) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const { number } = instalment;
  const form = useForm<Values>({ initialValues: { to: contact, effectiveDate: instalment.sentOn ?? '' } });
  const act = useAct({
    send: ({ to, effectiveDate }: Values, headers) =>
      answered(
        contributions.POST('/api/contributions/agreements/{agreement}/instalments/{number}/sent', {
          params: { path: { agreement: agreement.code, number } },
          body: { ...(to.trim() && { to: to.trim() }), ...(effectiveDate && { effectiveDate }) },
          headers: { ...headers },
        }),
      ),
    refresh: [['contributions']],
    done: () => {
      close();
      return { title: t('call.sentDone', { number }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  return (
    <form onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
      <Stack gap="md">
        <TextInput label={t('call.to')} description={t('call.toHint')} type="email" {...form.getInputProps('to')} />
        <DayField
          label={t('call.sentDate')}
          description={t('call.dateHint')}
          clearable
          clearButtonProps={{ 'aria-label': t('remove') }}
          {...typed(form.getInputProps('effectiveDate'))}
        />
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common('act.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('call.markSent')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
