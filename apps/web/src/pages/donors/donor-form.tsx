import { ActionIcon, Button, Group, NativeSelect, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type ActHeaders, useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { contributions } from '../contributions/contributions-api';
import { focusFirst, useFormProblems } from '../contributions/forms/form-problems';
import '../contributions/words';
import { type Donor, donorKinds } from './donors-api';

interface Values {
  code: string;
  name: string;
  kind: Donor['kind'];
  country: string;
  payerAliases: string[];
  iatiOrgId: string;
  contacts: { name: string; role: string; email: string; phone: string }[];
  notes: string;
}

function valuesOf(donor: Donor | undefined): Values {
  return {
    code: donor?.code ?? '',
    name: donor?.name ?? '',
    kind: donor?.kind ?? 'CITY',
    country: donor?.country ?? '',
    payerAliases: donor?.payerAliases ?? [],
    iatiOrgId: donor?.iatiOrgId ?? '',
    contacts: (donor?.contacts ?? []).map(({ name, role = '', email = '', phone = '' }) => ({
      name,
      role,
      email,
      phone,
    })),
    notes: donor?.notes ?? '',
  };
}

/** Registers a donor or changes what is known of one; each change stays in its history. */
export function DonorForm({ donor, close }: { donor?: Donor; close: () => void }) {
  const { t } = useTranslation('donors');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const required = (value: string) => (value.trim() === '' ? common('form.required') : null);
  const country = (value: string) => (/^([A-Za-z]{2})?$/.test(value) ? null : t('countryUnread'));
  const form = useForm<Values>({
    initialValues: valuesOf(donor),
    validate: { name: required, country, contacts: { name: required } },
  });
  const act = useAct({
    send: (values: Values, headers) => (donor ? amend(donor, values, headers) : register(values, headers)),
    refresh: [['contributions']],
    done: ({ code, name }) => {
      close();
      if (!donor) void navigate({ to: `/bailleurs/${code}` });
      return { title: t(donor ? 'changed' : 'registered', { name }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  return (
    <form
      className="card padded"
      onSubmit={form.onSubmit((values) => act.mutate(values), focusFirst)}
      noValidate
      aria-label={t(donor ? 'change' : 'new')}
    >
      <Stack gap="md">
        <div className="form-grid">
          <TextInput label={t('column.name')} withAsterisk {...form.getInputProps('name')} />
          {!donor && <TextInput label={t('field.code')} {...form.getInputProps('code')} />}
          {!donor && (
            <NativeSelect
              label={t('column.kind')}
              data={donorKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
              {...form.getInputProps('kind')}
            />
          )}
          <TextInput label={t('field.country')} maxLength={2} {...form.getInputProps('country')} />
          <TextInput label={t('column.iati')} placeholder="FR-SIREN-…" {...form.getInputProps('iatiOrgId')} />
        </div>
        <TagsInput
          label={t('column.aliases')}
          description={t('field.aliasHint')}
          splitChars={[';']}
          {...form.getInputProps('payerAliases')}
        />
        <ContactFields form={form} />
        <Textarea
          label={t('notes')}
          description={t('notesHint')}
          autosize
          minRows={2}
          {...form.getInputProps('notes')}
        />
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common('act.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t(donor ? 'save' : 'register')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function ContactFields({ form }: { form: UseFormReturnType<Values> }) {
  const { t } = useTranslation('donors');
  return (
    <Stack gap="sm">
      {form.values.contacts.map((_, index) => (
        <Group key={index} gap="sm" align="start" role="group" aria-label={t('contact.title', { number: index + 1 })}>
          {(['name', 'role', 'email', 'phone'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`contact.${name}`)}
              withAsterisk={name === 'name'}
              type={name === 'email' ? 'email' : name === 'phone' ? 'tel' : 'text'}
              {...form.getInputProps(`contacts.${index}.${name}`)}
            />
          ))}
          <ActionIcon
            variant="default"
            size="lg"
            mt={24}
            aria-label={t('contact.remove', { number: index + 1 })}
            onClick={() => form.removeListItem('contacts', index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('contacts', { name: '', role: '', email: '', phone: '' })}
        >
          {t('contact.add')}
        </Button>
      </Group>
    </Stack>
  );
}

function factsOf({ name, country, payerAliases, iatiOrgId, contacts, notes }: Values) {
  return {
    name,
    country: country.trim() === '' ? null : country.toUpperCase(),
    payerAliases,
    iatiOrgId: iatiOrgId.trim() === '' ? null : iatiOrgId.trim(),
    contacts: contacts.map((contact) => ({
      name: contact.name,
      ...(contact.role && { role: contact.role }),
      ...(contact.email && { email: contact.email }),
      ...(contact.phone && { phone: contact.phone }),
    })),
    notes,
  };
}

function register(values: Values, headers: ActHeaders): Promise<Donor> {
  const { code, kind } = values;
  const body = { ...factsOf(values), kind, ...(code && { code }) };
  return answered(contributions.POST('/api/contributions/donors', { body, headers: { ...headers } }));
}

function amend({ code, version }: Donor, values: Values, headers: ActHeaders): Promise<Donor> {
  return answered(
    contributions.PATCH('/api/contributions/donors/{donor}', {
      params: { path: { donor: code } },
      body: factsOf(values),
      headers: { ...headers, 'if-match': `"${version}"` },
    }),
  );
}
