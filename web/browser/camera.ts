const FRAME_MS = 125;
const MOST_PIXELS = 960;
const AGAIN_MS = 1_000;
const REAR = { facingMode: { ideal: 'environment' } };

export interface CameraState {
  is: 'off' | 'asking' | 'on' | 'denied' | 'missing';
  canSwitch: boolean;
  torch: 'none' | 'off' | 'on';
  /** Whether pictures can be read, with or without a connection. */
  isReady: boolean;
}

interface Listener {
  onCode(text: string): void;
  onState(state: CameraState): void;
}

/** Looks eight times a second; what reads the picture works beside the page. */
export class Camera {
  private state: CameraState = { is: 'off', canSwitch: false, torch: 'none', isReady: false };
  private stream: MediaStream | undefined;
  private worker: Worker;
  private isReading = false;
  private begun = 0;
  private readonly canvas = document.createElement('canvas');

  constructor(
    private readonly reader: string,
    private readonly listener: Listener,
  ) {
    this.worker = this.awake();
    setInterval(() => this.look(), FRAME_MS);
  }

  /** At once where that was allowed before. */
  async startIfAllowed(): Promise<void> {
    const permission = await navigator.permissions?.query({ name: 'camera' as PermissionName });
    if (permission?.state === 'granted') await this.start();
  }

  async start(choice: MediaTrackConstraints = REAR): Promise<void> {
    this.stop();
    const begun = ++this.begun;
    this.tell({ is: 'asking', torch: 'none' });
    try {
      const size = { width: { ideal: 1_280 }, height: { ideal: 720 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...size, ...choice } });
      const [track] = this.stream.getVideoTracks();
      track!.onended = () => this.tell({ is: 'off', torch: 'none' });
      const video = this.video;
      video.srcObject = this.stream;
      await video.play();
      void navigator.wakeLock?.request('screen').catch(() => undefined);
      const { torch } = (track!.getCapabilities?.() ?? {}) as { torch?: boolean };
      this.tell({ is: 'on', canSwitch: (await cameras()).length > 1, torch: torch ? 'off' : 'none' });
    } catch (error) {
      if (begun !== this.begun) return;
      this.stop();
      const { name } = error as Error;
      // A busy device may be slow to begin: that is no missing camera.
      if (name === 'AbortError') setTimeout(() => begun === this.begun && void this.start(choice), AGAIN_MS);
      else this.tell({ is: name === 'NotAllowedError' ? 'denied' : 'missing', torch: 'none' });
    }
  }

  /** To the next one that the device has. */
  async switch(): Promise<void> {
    const all = await cameras();
    const current = this.stream?.getVideoTracks()[0]?.getSettings().deviceId;
    const at = all.findIndex(({ deviceId }) => deviceId === current);
    const next = all[(at + 1) % all.length];
    if (next) await this.start({ deviceId: { exact: next.deviceId } });
  }

  async toggleTorch(): Promise<void> {
    const torch = this.state.torch !== 'on';
    const [track] = this.stream?.getVideoTracks() ?? [];
    await track?.applyConstraints({ advanced: [{ torch } as MediaTrackConstraintSet] });
    this.tell({ torch: torch ? 'on' : 'off' });
  }

  private get video(): HTMLVideoElement {
    return document.querySelector('video')!;
  }

  private look(): void {
    const { video } = this;
    if (this.state.is !== 'on' || this.isReading || video.readyState < video.HAVE_CURRENT_DATA) return;
    const scale = Math.min(1, MOST_PIXELS / Math.max(video.videoWidth, video.videoHeight));
    const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    Object.assign(this.canvas, { width, height });
    const drawing = this.canvas.getContext('2d', { willReadFrequently: true })!;
    drawing.drawImage(video, 0, 0, width, height);
    const { data } = drawing.getImageData(0, 0, width, height);
    this.isReading = true;
    this.worker.postMessage({ data, width, height }, [data.buffer]);
  }

  /** One that breaks is replaced, so that no picture ends the work at a door. */
  private awake(): Worker {
    const worker = new Worker(this.reader, { type: 'module' });
    worker.onmessage = ({ data }) => {
      if (data === null) return this.tell({ isReady: true });
      this.isReading = false;
      if (typeof data === 'string' && data !== '') this.listener.onCode(data);
    };
    worker.onerror = () => {
      worker.terminate();
      this.isReading = false;
      this.worker = this.awake();
    };
    return worker;
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.stream = undefined;
  }

  private tell(change: Partial<CameraState>): void {
    this.state = { ...this.state, ...change };
    this.listener.onState(this.state);
  }
}

async function cameras(): Promise<MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
}
