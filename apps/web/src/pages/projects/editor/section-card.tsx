import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentSection } from '../sections';
import { CommentThreads } from './comment-threads';

interface Props {
  section: CommentSection;
  project: string;
  children?: ReactNode;
}

/** A part of the dossier with what was said about it. */
export function SectionCard({ section, project, children }: Props) {
  const { t } = useTranslation('projects');
  return (
    <section className="card padded" aria-labelledby={`section-${section}`} data-testid={`section-${section}`}>
      <Title order={2} id={`section-${section}`} mb="sm">
        {t(`section.${section}`)}
      </Title>
      <Stack gap="md">
        {children}
        <CommentThreads project={project} section={section} />
      </Stack>
    </section>
  );
}
