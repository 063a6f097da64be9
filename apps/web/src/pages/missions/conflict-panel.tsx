import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay, formatTime } from '../../money/format';
import { useSession } from '../../session/session';
import { usePersonName } from '../projects/person-name';
import { differencesOf, type Part, type Say, withPart } from './conflict';
import type { Draft } from './draft';
import { useProjectNames } from './missions-api';

interface Props {
  draft: Draft;
  /** What somebody else saved since this text was begun. */
  saved: Draft;
  /** Who did, and when; unknown of what was saved before that was kept. */
  by: { person: string; at: string } | undefined;
  /** Whether whoever writes has asked to save: then the panel is what they must see next. */
  asked: boolean;
  pending: boolean;
  change: (draft: Draft) => void;
  /** Saves the text with the choices made, over what is shown here. */
  save: () => void;
}

/** Two texts of one mission: both are shown, part by part, and whoever writes says which one counts. */
export function ConflictPanel({ draft, saved, by, asked, pending, change, save }: Props) {
  const { t } = useTranslation('missions');
  // Both texts stay in view whatever is chosen, so that a choice can be taken back.
  const [mine] = useState(draft);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asked) heading.current?.focus();
  }, [asked]);
  const say = useSaying();
  const title = useTitle(by);
  const differences = differencesOf(mine, saved, say);
  const open = new Set(differencesOf(draft, saved, say).map(({ part }) => part));
  const choose = (part: Part, text: Draft) => change(withPart(draft, part, text));
  return (
    <section className="card padded" aria-labelledby="conflict" data-testid="conflict">
      <Title order={2} id="conflict" ref={heading} tabIndex={-1} className="mission-conflict-heading">
        {title}
      </Title>
      <Text size="sm" className="muted" mt={4} mb="md">
        {t(differences.length > 0 ? 'conflict.text' : 'conflict.same')}
      </Text>
      <Stack gap="md">
        {differences.map(({ part, mine: here, theirs }) => (
          <div key={part} role="group" aria-label={t(`conflict.part.${part}`)} data-testid={`conflict-${part}`}>
            <Text fw={600} mb={6}>
              {t(`conflict.part.${part}`)}
            </Text>
            <div className="mission-conflict">
              <Version title={t('conflict.mine')} lines={here} chosen={open.has(part)}>
                <Button size="compact-sm" variant="default" mt={8} onClick={() => choose(part, mine)}>
                  {t('conflict.keepMine')}
                </Button>
              </Version>
              <Version title={t('conflict.theirs')} lines={theirs} chosen={!open.has(part)}>
                <Button size="compact-sm" variant="default" mt={8} onClick={() => choose(part, saved)}>
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

/** Names whoever saved, where that is known. */
function useTitle(by: Props['by']): string {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const { data: person } = useSession();
  const nameOf = usePersonName();
  if (!by) return t('conflict.title');
  const when = { day: formatDay(by.at.slice(0, 10), language), time: formatTime(by.at, language).slice(0, 5) };
  return by.person === person?.id ? t('conflict.byYou', when) : t('conflict.by', { name: nameOf(by.person), ...when });
}

function useSaying(): Say {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  const { data: projects } = useProjectNames();
  const day = (iso: string) => (iso ? formatDay(iso, language) : '…');
  return {
    dates: (from, to) => t('range', { from: day(from), to: day(to) }),
    project: (code) => projects?.items.find((one) => one.code === code)?.title ?? code,
    progress: (progress) => t('findings.progress', { progress }),
    delivery: (iso) => t('findings.delivery', { day: day(iso) }),
    suspends: () => t('findings.suspends'),
    condition: (condition) => t('findings.condition', condition),
    due: (iso, owner) => t('recommendations.due', { day: day(iso), owner }),
  };
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
      <Text size="xs" className="muted" mb={2}>
        {title}
        {chosen && ` · ${t('conflict.chosen')}`}
      </Text>
      {lines.length === 0 && <Text size="sm">{t('conflict.nothing')}</Text>}
      {lines.map((line, at) => (
        <Text key={at} size="sm" className="mission-text">
          {line}
        </Text>
      ))}
      {!chosen && children}
    </div>
  );
}
