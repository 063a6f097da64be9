import './words';
import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../i18n/i18n';
import { formatDay } from '../../money/format';
import { BlockSkeleton, Empty, Loaded } from '../../states/states';
import type { ProjectView } from '../projects/projects-api';
import { useMissions } from './missions-api';
import { MissionState } from './missions';

/** The missions that saw a project. */
export default function MissionsTab({ project }: { project: ProjectView }) {
  const { t } = useTranslation('missions');
  const language = useLanguage();
  return (
    <Loaded query={useMissions(project.code)} skeleton={<BlockSkeleton height={160} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty>{t('tab.none')}</Empty>
        ) : (
          <Stack gap="sm">
            {items.map(({ code, from, to, place, purpose, status }) => (
              <article key={code} className="card padded">
                <Link to="/missions/$mission" params={{ mission: code }}>
                  {place}, {t('range', { from: formatDay(from, language), to: formatDay(to, language) })}
                </Link>
                <Text size="sm" className="muted">
                  {purpose}
                </Text>
                <MissionState status={status} />
              </article>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
