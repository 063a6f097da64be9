import { Anchor, Button, FileInput, Group, NativeSelect, Stack, Table, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../acts/use-act';
import { useLanguage } from '../../../i18n/i18n';
import { formatCount, formatDayShort, type Language } from '../../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../../states/states';
import { type Contributions, upload, useDocuments } from '../contributions-api';
import { useFormProblems } from '../forms/form-problems';
import { useBecause } from '../may';

type Kept = Contributions['AgreementDocumentDto'];
const kinds = ['AGREEMENT', 'AMENDMENT', 'REPORT', 'CORRESPONDENCE', 'OTHER'] as const;
const KILO = 1024;

interface Values {
  file: File | null;
  kind: (typeof kinds)[number];
  title: string;
}

/** The agreement's papers, and the way to add one. */
export function Documents({ agreement }: { agreement: string }) {
  const { t } = useTranslation('contributions');
  const query = useDocuments(agreement);
  const because = useBecause('finance-officer');
  return (
    <Stack gap="md">
      <Loaded query={query} skeleton={<BlockSkeleton height={160} />}>
        {({ items }) => (items.length === 0 ? <Empty>{t('document.none')}</Empty> : <List documents={items} />)}
      </Loaded>
      {because === undefined && <AddDocument agreement={agreement} />}
    </Stack>
  );
}

function List({ documents }: { documents: readonly Kept[] }) {
  const { t } = useTranslation('contributions');
  const language = useLanguage();
  return (
    <div className="data-table" role="region" aria-label={t('panel.documents')} tabIndex={0}>
      <Table verticalSpacing={6} miw={560} data-testid="documents">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('document.title')}</Table.Th>
            <Table.Th>{t('document.kindLabel')}</Table.Th>
            <Table.Th>{t('document.addedOn')}</Table.Th>
            <Table.Th ta="right">{t('document.size')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {documents.map(({ id, agreement, title, kind, addedOn, size }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor href={`/api/contributions/agreements/${encodeURIComponent(agreement)}/documents/${id}`}>
                  {title}
                </Anchor>
              </Table.Td>
              <Table.Td>{t(`document.kind.${kind}`)}</Table.Td>
              <Table.Td className="num">{formatDayShort(addedOn, language)}</Table.Td>
              <Table.Td ta="right" className="num">
                {sizeOf(size, language)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function sizeOf(bytes: number, language: Language): string {
  return `${formatCount(Math.max(1, Math.round(bytes / KILO)), language)}\u00a0${language === 'fr' ? 'ko' : 'kB'}`;
}

function AddDocument({ agreement }: { agreement: string }) {
  const { t } = useTranslation('contributions');
  const { t: common } = useTranslation();
  const form = useForm<Values>({
    initialValues: { file: null, kind: 'AGREEMENT', title: '' },
    validate: { file: (file) => (file ? null : common('form.required')) },
  });
  const act = useAct({
    send: ({ file, kind, title }: Values, headers) =>
      upload<Kept>(
        `/api/contributions/agreements/${encodeURIComponent(agreement)}/documents`,
        file as File,
        { kind, title },
        { ...headers },
      ),
    refresh: [['contributions', 'documents', agreement]],
    done: ({ title }) => {
      form.reset();
      return { title: t('document.added', { title }) };
    },
    refused: useFormProblems(form.setErrors),
  });
  return (
    <form className="card padded" onSubmit={form.onSubmit((values) => act.mutate(values))} noValidate>
      <Stack gap="md">
        <div className="form-grid">
          <FileInput
            label={t('document.file')}
            description={t('document.hint')}
            placeholder={t('inKind.chooseFile')}
            withAsterisk
            accept="application/pdf,image/png,image/jpeg,.docx,.xlsx,.odt,.ods,.csv"
            {...form.getInputProps('file')}
          />
          <NativeSelect
            label={t('document.kindLabel')}
            data={kinds.map((value) => ({ value, label: t(`document.kind.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          <TextInput label={t('document.title')} {...form.getInputProps('title')} />
        </div>
        <Group justify="end">
          <Button type="submit" variant="default" loading={act.isPending}>
            {t('document.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
