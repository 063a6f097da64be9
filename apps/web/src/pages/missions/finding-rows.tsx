import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DayField } from '../../forms/day-field';
import { useSession } from '../../session/session';
import { mayOpen } from '../page';
import { type Draft, type DraftFinding, newFinding } from './draft';
import { useBlank } from './mission-rows';
import { useProjectNames } from './missions-api';

interface Props {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What begun rows leave blank. */
  blanks: ReadonlySet<string>;
}

/** What was seen of each project, and what comes of it. */
export function FindingRows({ draft, set, blanks }: Props) {
  const { t } = useTranslation('missions');
  const change = (key: string, part: Partial<DraftFinding>) =>
    set({ findings: draft.findings.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <section className="card padded" aria-labelledby="form-findings">
      <Stack gap="md">
        <Title order={2} id="form-findings">
          {t('form.findings')}
        </Title>
        {draft.findings.map((finding) => (
          <Finding
            key={finding.key}
            finding={finding}
            blanks={blanks}
            change={(part) => change(finding.key, part)}
            remove={() => set({ findings: draft.findings.filter(({ key }) => key !== finding.key) })}
          />
        ))}
        <Group>
          <Button variant="default" onClick={() => set({ findings: [...draft.findings, newFinding()] })}>
            {t('form.addFinding')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

interface FindingProps {
  finding: DraftFinding;
  blanks: ReadonlySet<string>;
  change: (part: Partial<DraftFinding>) => void;
  remove: () => void;
}

function Finding({ finding, blanks, change, remove }: FindingProps) {
  const { t } = useTranslation('missions');
  const blank = useBlank(blanks);
  const { data: projects } = useProjectNames();
  const { data: person } = useSession();
  const maySuspend = mayOpen(person, ['secretariat']);
  const whole = (value: string | number) => (typeof value === 'number' ? value : '');
  return (
    <fieldset className="mission-finding" style={{ border: 0, padding: '12px 0', margin: 0 }}>
      <Select
        label={t('form.project')}
        data={(projects?.items ?? []).map(({ code, title }) => ({ value: code, label: title }))}
        value={finding.project || null}
        onChange={(project) => change({ project: project ?? '' })}
        error={blank(`${finding.key}.project`)}
        searchable
        withAsterisk
      />
      <Textarea
        label={t('form.text')}
        value={finding.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
        error={blank(`${finding.key}.text`)}
        autosize
        minRows={3}
        withAsterisk
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={t('form.progress')}
          value={finding.progress}
          onChange={(progress) => change({ progress: whole(progress) })}
          min={0}
          max={100}
          allowDecimal={false}
        />
        <DayField
          label={t('form.deliveryOn')}
          value={finding.deliveryOn}
          onChange={(deliveryOn) => change({ deliveryOn })}
          clearable
        />
        <NumberInput
          label={t('form.conditionTranche')}
          value={finding.tranche}
          onChange={(tranche) => change({ tranche: whole(tranche) })}
          error={blank(`${finding.key}.tranche`)}
          min={1}
          allowDecimal={false}
        />
        <TextInput
          label={t('form.conditionLabel')}
          value={finding.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
          error={blank(`${finding.key}.label`)}
        />
      </SimpleGrid>
      <Group justify="space-between">
        <Checkbox
          label={t('form.suspends')}
          description={maySuspend ? undefined : t('form.suspendsRole')}
          checked={finding.suspends}
          disabled={!maySuspend}
          onChange={(event) => change({ suspends: event.currentTarget.checked })}
        />
        <Button variant="subtle" size="xs" onClick={remove}>
          {t('form.remove')}
        </Button>
      </Group>
    </fieldset>
  );
}
