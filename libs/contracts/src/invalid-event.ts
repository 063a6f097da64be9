/** A message that is no event of the catalogue, or whose content is not what its type declares. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}
