import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { type Language, locales } from '../../money/format';
import type { Schemas } from './api';
import { countries } from './countries';

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

const nothing = {
  ...{ city: '', country: 'MG', kind: 'TROPICAL_CYCLONE', occurredOn: '', glide: '', needs: '' },
  ...{ contactName: '', contactPhone: '' },
};
export type CaseForm = ReturnType<typeof useCaseForm>;

/** What is asked of a case before it opens. */
export function useCaseForm() {
  const { t } = useTranslation();
  const required = (value: string) => (value.trim() === '' ? t('form.required') : null);
  return useForm({ initialValues: nothing, validate: { city: required, needs: required } });
}

/** What is sent: what was left blank is left out. */
export function caseOf(values: typeof nothing, today: string): Schemas['OpenCaseDto'] {
  const { city, country, kind, occurredOn, glide, needs, contactName, contactPhone } = values;
  return {
    ...{ city: city.trim(), country, kind: kind as Kind, needs: needs.trim(), occurredOn: occurredOn || today },
    ...(glide.trim() && { glide: glide.trim().toUpperCase() }),
    ...(contactName.trim() && { contacts: [{ name: contactName.trim(), phone: contactPhone.trim() || null }] }),
  };
}

/** The fields of a case, on one screen of a phone. */
export function CaseFields({ form, today }: { form: CaseForm; today: string }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  return (
    <>
      <div className="row">
        <TextInput label={t('new.city')} withAsterisk autoComplete="off" {...form.getInputProps('city')} />
        <NativeSelect label={t('new.country')} data={countriesIn(language)} {...form.getInputProps('country')} />
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
    </>
  );
}

function countriesIn(language: Language): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locales[language], { type: 'region' });
  return countries
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}
