import { BusinessClock, decodeCursor, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { isOverdue } from './mission';
import { Mission, MissionPhoto, MissionRecommendation } from './mission.entity';
import type { MissionsQuery } from './missions.dto';
import type { MissionDto, MissionViewDto } from './mission-view.dto';
import { MissionsService } from './missions.service';

/** Reads missions, the latest first. */
@Injectable()
export class MissionViews {
  constructor(
    private readonly missions: MissionsService,
    private readonly projects: ProjectsService,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  async list({ limit, cursor, project, status }: MissionsQuery): Promise<Page<MissionDto>> {
    const tx = this.dataSource.manager;
    const [day, code] = decodeCursor(cursor) ?? [];
    const select = tx
      .createQueryBuilder(Mission, 'mission')
      .orderBy('mission.from', 'DESC')
      .addOrderBy('mission.code', 'DESC')
      .take(limit + 1);
    if (day !== undefined) select.andWhere('(mission.from_day, mission.code) < (:day, :code)', { day, code });
    if (status) select.andWhere('mission.status = :status', { status });
    if (project !== undefined) {
      const seen = JSON.stringify([{ project: (await this.projects.find(tx, project)).code }]);
      select.andWhere('mission.findings @> :seen::jsonb', { seen });
    }
    const rows = await select.getMany();
    const [recommendations, today] = [await this.recommendationsOf(rows), await this.clock.today()];
    return paged(
      rows,
      limit,
      (mission) => [mission.from, mission.code],
      (mission) => summary(mission, recommendations, today),
    );
  }

  async get(reference: string): Promise<MissionViewDto> {
    const tx = this.dataSource.manager;
    const mission = await this.missions.find(tx, reference);
    const recommendations = await this.recommendationsOf([mission]);
    const photos = await tx.find(MissionPhoto, { where: { missionId: mission.id }, order: { document: 'ASC' } });
    const seen = await tx.findBy(Project, { code: In(mission.findings.map(({ project }) => project)) });
    const today = await this.clock.today();
    return {
      ...summary(mission, recommendations, today),
      team: mission.team,
      findings: mission.findings.map((finding) => {
        const project = seen.find(({ code }) => code === finding.project);
        return { ...finding, title: project?.title ?? finding.project, state: project?.state ?? '' };
      }),
      recommendations: recommendations.map(({ missionId: _, ...one }) => ({
        ...one,
        overdue: isOverdue(one, today),
      })),
      photos: photos.map(({ missionId: _, contentType: __, ...photo }) => photo),
      ...{ createdBy: mission.createdBy, changedBy: mission.changedBy, changedAt: mission.changedAt },
      ...{ reportedBy: mission.reportedBy, reportedOn: mission.reportedOn },
    };
  }

  private recommendationsOf(missions: readonly Mission[]): Promise<MissionRecommendation[]> {
    return this.dataSource.manager.find(MissionRecommendation, {
      where: { missionId: In(missions.map(({ id }) => id)) },
      order: { missionId: 'ASC', number: 'ASC' },
    });
  }
}

function summary(mission: Mission, recommendations: readonly MissionRecommendation[], today: string): MissionDto {
  const { id, code, from, to, place, purpose, status, basis, version, findings } = mission;
  const own = recommendations.filter(({ missionId }) => missionId === id);
  return {
    ...{ id, code, from, to, place, purpose, status, basis, version },
    projects: findings.map(({ project }) => project),
    openRecommendations: own.filter((one) => one.status === 'OPEN').length,
    overdueRecommendations: own.filter((one) => isOverdue(one, today)).length,
  };
}
