import {
  type Actor,
  BusinessClock,
  DomainError,
  FileStore,
  notFound,
  type StoredDocument,
  type Upload,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { DataSource, type EntityManager } from 'typeorm';
import { ProjectsService } from '../projects/projects.service';
import { MissionPhoto } from './mission.entity';
import { PhotoFieldsDto } from './missions.dto';
import { checkTaken } from './mission';
import { MissionsService } from './missions.service';

const MOST_BYTES = 15 * 1024 * 1024;
const pictures = ['image/jpeg', 'image/png'];

/** Photos of a mission, each with its place and its day. */
@Injectable()
export class MissionPhotos {
  constructor(
    private readonly missions: MissionsService,
    private readonly projects: ProjectsService,
    private readonly files: FileStore,
    private readonly clock: BusinessClock,
    private readonly dataSource: DataSource,
  ) {}

  async add(tx: EntityManager, reference: string, upload: Upload, actor: Actor): Promise<MissionPhoto> {
    const mission = await this.missions.lock(tx, reference);
    const fields = await fieldsOf(upload);
    checkPicture(upload);
    checkTaken(fields.takenOn, await this.clock.today(tx));
    const project = fields.project === undefined ? null : (await this.projects.find(tx, fields.project)).code;
    const { name, contentType, bytes } = upload;
    const { document } = await this.files.put(tx, { name, contentType, bytes, createdBy: actor.id });
    const { caption, place, takenOn, latitude = null, longitude = null } = fields;
    const taken = { caption, place, takenOn, latitude, longitude, project };
    const photo: MissionPhoto = { document, missionId: mission.id, ...taken, contentType, addedBy: actor.id };
    await tx.insert(MissionPhoto, photo);
    return photo;
  }

  /** @throws {DomainError} NOT_FOUND when the mission has no such photo */
  async content(reference: string, document: string): Promise<StoredDocument> {
    const tx = this.dataSource.manager;
    const { id: missionId } = await this.missions.find(tx, reference);
    const known = (await tx.findBy(MissionPhoto, { missionId })).some((photo) => photo.document === document);
    if (!known) throw notFound('photo', document);
    return this.files.get(document);
  }
}

async function fieldsOf({ fields }: Upload): Promise<PhotoFieldsDto> {
  const given = plainToInstance(PhotoFieldsDto, fields);
  const [first] = await validate(given, { whitelist: true });
  if (!first) return given;
  const message = Object.values(first.constraints ?? {})[0] ?? first.property;
  throw new DomainError({
    code: 'VALIDATION_FAILED',
    status: 400,
    title: 'Some fields are not valid',
    detail: message,
    errors: [{ field: first.property, message }],
  });
}

function checkPicture({ name, contentType, bytes }: Upload): void {
  if (pictures.includes(contentType) && bytes.length <= MOST_BYTES) return;
  throw new DomainError({
    code: 'NOT_A_PHOTO',
    status: 422,
    title: 'A photo is a JPEG or PNG picture of at most 15 MB',
    detail: `${name} is ${contentType}, ${bytes.length} bytes.`,
    contentType,
    bytes: bytes.length,
    most: MOST_BYTES,
  });
}
