import './words';
import './emergency.css';
import '../../styles/forms.css';
import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../acts/act-button';
import { useAct } from '../../acts/use-act';
import { answered } from '../../api/client';
import { fieldProblems } from '../../forms/field-problems';
import { useLanguage } from '../../i18n/i18n';
import { locales } from '../../money/format';
import { useSession } from '../../session/session';
import { useBusinessDay } from '../../shell/business-day';
import { PageHeading } from '../../shell/page-heading';
import { fundApi, REFRESH, type Schemas } from './api';
import { countries } from './countries';
import { useConnection } from './offline';

type Kind = Schemas['OpenCaseDto']['kind'];
const kinds: readonly Kind[] = [
  'TROPICAL_CYCLONE',
  'FLOOD',
  'EARTHQUAKE',
  'STORM',
  'FIRE',
  'LANDSLIDE',
  'TSUNAMI',
  'VOLCANIC_ERUPTION',
  'DROUGHT',
  'HEAT_WAVE',
  'COLD_WAVE',
  'EPIDEMIC',
  'INSECT_INFESTATION',
  'EXPLOSION',
  'INDUSTRIAL_ACCIDENT',
  'CONFLICT',
  'DISPLACEMENT',
  'OTHER',
];

/** A case in one screen; the Presidency's act calls for both proposals too. */
export default function NewCase() {
  const { t } = useTranslation('emergency');
  const { t: shared } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const { online } = useConnection();
  const { data: person } = useSession();
  const today = useBusinessDay() ?? '';
  const required = (value: string) => (value.trim() === '' ? shared('form.required') : null);
  const form = useForm({
    initialValues: {
      city: '',
      country: 'MG',
      kind: 'TROPICAL_CYCLONE',
      occurredOn: '',
      glide: '',
      needs: '',
      contactName: '',
      contactPhone: '',
    },
    validate: { city: required, needs: required },
  });
  const presidency = person?.roles.includes('presidency') ?? false;
  const { mutate, isPending } = useAct({
    send: (body: Schemas['OpenCaseDto'], headers) =>
      answered(fundApi.POST('/api/emergency-fund/cases', { body, headers })),
    refresh: REFRESH,
    done: ({ id }, { callForProposals }) => {
      void navigate({ to: `/urgence/dossiers/${id}` });
      return { title: t(callForProposals ? 'new.doneCall' : 'new.done') };
    },
    refused: (problem) => {
      const named = problem.code === 'INVALID_GLIDE' ? { glide: t('problem.INVALID_GLIDE') } : fieldProblems(problem);
      form.setErrors(named);
      return Object.keys(named).length > 0;
    },
  });
  const open = (callForProposals: boolean) =>
    form.onSubmit(({ city, country, kind, occurredOn, glide, needs, contactName, contactPhone }) =>
      mutate({
        ...{
          city: city.trim(),
          country,
          kind: kind as Kind,
          needs: needs.trim(),
          occurredOn: occurredOn || today,
          callForProposals,
        },
        ...(glide.trim() && { glide: glide.trim().toUpperCase() }),
        ...(contactName.trim() && { contacts: [{ name: contactName.trim(), phone: contactPhone.trim() || null }] }),
      }),
    );
  const because = online ? undefined : t('decide.because.offline');
  const names = new Intl.DisplayNames(locales[language], { type: 'region' });
  const sorted = countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <Stack gap="md" className="emergency-column">
      <PageHeading title={t('new.title')} />
      <form className="card padded emergency-form" onSubmit={open(true)} noValidate>
        <div className="row">
          <TextInput label={t('new.city')} withAsterisk autoComplete="off" {...form.getInputProps('city')} />
          <NativeSelect label={t('new.country')} data={sorted} {...form.getInputProps('country')} />
        </div>
        <div className="row">
          <NativeSelect
            label={t('new.kind')}
            data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          <TextInput
            type="date"
            label={t('new.occurredOn')}
            max={today}
            {...form.getInputProps('occurredOn')}
            value={form.values.occurredOn || today}
          />
        </div>
        <Textarea
          label={t('new.needs')}
          description={t('new.needsHint')}
          withAsterisk
          autosize
          minRows={2}
          {...form.getInputProps('needs')}
        />
        <TextInput
          label={t('new.glide')}
          description={t('new.glideHint')}
          autoComplete="off"
          {...form.getInputProps('glide')}
        />
        <div className="row">
          <TextInput
            label={t('new.contact')}
            placeholder={t('new.contactName')}
            autoComplete="off"
            {...form.getInputProps('contactName')}
          />
          <TextInput
            label={t('new.contactPhone')}
            type="tel"
            autoComplete="off"
            {...form.getInputProps('contactPhone')}
          />
        </div>
        <div className="emergency-acts">
          <ActButton type="submit" size="lg" fullWidth explain because={because} loading={isPending}>
            {t('new.actCall')}
          </ActButton>
          <Text size="sm" className="muted">
            {t('new.callHint')}
          </Text>
          {!presidency && (
            <ActButton variant="default" fullWidth because={because} onClick={() => void open(false)()}>
              {t('new.act')}
            </ActButton>
          )}
        </div>
      </form>
    </Stack>
  );
}
