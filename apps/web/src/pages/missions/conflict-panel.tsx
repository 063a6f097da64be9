import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { differencesOf, type Part, withPart } from './conflict';
import type { Draft } from './draft';

interface Props {
  draft: Draft;
  /** What somebody else saved since this text was begun. */
  saved: Draft;
  pending: boolean;
  change: (draft: Draft) => void;
  /** Saves the text with the choices made, over what is shown here. */
  save: () => void;
}

/** Two texts of one mission: both are shown, part by part, and whoever writes says which one counts. */
export function ConflictPanel({ draft, saved, pending, change, save }: Props) {
  const { t } = useTranslation('missions');
  // Both texts stay in view whatever is chosen, so that a choice can be taken back.
  const [mine] = useState(draft);
  const differences = differencesOf(mine, saved);
  const open = new Set(differencesOf(draft, saved).map(({ part }) => part));
  const choose = (part: Part, text: Draft) => change(withPart(draft, part, text));
  return (
    <section className="card padded" aria-labelledby="conflict" data-testid="conflict">
      <Title order={2} id="conflict" tabIndex={-1}>
        {t('conflict.title')}
      </Title>
      <Text size="sm" className="muted" mb="sm">
        {t(differences.length > 0 ? 'conflict.text' : 'conflict.same')}
      </Text>
      <Stack gap="md">
        {differences.map(({ part, mine: here, theirs }) => (
          <div key={part} role="group" aria-label={t(`conflict.part.${part}`)} data-testid={`conflict-${part}`}>
            <Text fw={600}>{t(`conflict.part.${part}`)}</Text>
            <div className="mission-conflict">
              <Version title={t('conflict.mine')} lines={here} chosen={open.has(part)}>
                <Button size="compact-sm" variant="default" onClick={() => choose(part, mine)}>
                  {t('conflict.keepMine')}
                </Button>
              </Version>
              <Version title={t('conflict.theirs')} lines={theirs} chosen={!open.has(part)}>
                <Button size="compact-sm" variant="default" onClick={() => choose(part, saved)}>
                  {t('conflict.takeTheirs')}
                </Button>
              </Version>
            </div>
          </div>
        ))}
        <Group justify="end">
          <Button loading={pending} onClick={save}>
            {t('conflict.save')}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}

interface VersionProps {
  title: string;
  lines: readonly string[];
  chosen: boolean;
  children: React.ReactNode;
}

function Version({ title, lines, chosen, children }: VersionProps) {
  const { t } = useTranslation('missions');
  return (
    <div data-chosen={chosen || undefined}>
      <Text size="xs" className="muted">
        {title}
        {chosen && ` · ${t('conflict.chosen')}`}
      </Text>
      {lines.length === 0 && <Text size="sm">{t('conflict.nothing')}</Text>}
      {lines.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {!chosen && children}
    </div>
  );
}
