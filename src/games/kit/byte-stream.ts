// Values written to bytes one after the other, and read back: whole numbers as LEB128, texts, doubles, runs of bytes.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export class ByteWriter {
  #buffer = new Uint8Array(512);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  /** Unsigned LEB128, up to 2^53. */
  varint(value: number): void {
    this.#reserve(8);
    while (value >= 128) {
      this.#buffer[this.#length++] = (value % 128) + 128;
      value = Math.floor(value / 128);
    }
    this.#buffer[this.#length++] = value;
  }

  /** A whole number between -2^52 and 2^52: zigzag, then LEB128. */
  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  /** UTF-8, after the number of its bytes. */
  text(value: string): void {
    if (!this.#shortAscii(value)) this.run(encoder.encode(value));
  }

  /** Most texts are the names of fields: too short for what a call of the encoder costs. False for any other text. */
  #shortAscii(value: string): boolean {
    const { length } = value;
    if (length >= 128) return false;
    this.#reserve(1 + length);
    const at = this.#length + 1;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code >= 128) return false;
      this.#buffer[at + i] = code;
    }
    this.#buffer[this.#length] = length;
    this.#length = at + length;
    return true;
  }

  /** So many bytes, after their number. */
  run(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** Bytes of which the reader knows how many there are. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + count));
    larger.set(this.#buffer);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Every method throws where the bytes end too early. */
export class ByteReader {
  #at = 0;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether everything has been read. */
  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new Error('the bytes end too early');
    return value;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    const zigzag = this.varint();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  double(): number {
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8);
  }

  text(): string {
    return decoder.decode(this.run());
  }

  run(): Uint8Array {
    return this.raw(this.varint());
  }

  /** The next so many bytes, as a view of what is read. */
  raw(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new Error('the bytes end too early');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}
