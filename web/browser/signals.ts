import type { VerdictKind } from '../lib/door.js';

type Tone = readonly [hertz: number, ms: number];

const TONES: Record<VerdictKind, readonly Tone[]> = {
  in: [
    [880, 80],
    [1_320, 140],
  ],
  already: [
    [620, 110],
    [620, 110],
  ],
  refused: [[190, 420]],
};
const BUZZES: Record<VerdictKind, number[]> = { in: [70], already: [70, 80, 70], refused: [320] };
const LOUDNESS = 0.25;
let sound: AudioContext | undefined;

/** Browsers allow sound from a touch on alone. */
export function wakeSound(): void {
  sound ??= new AudioContext();
  void sound.resume();
}

/** By ear and by hand: who stands at a door does not look at a phone all the time. */
export function signal(kind: VerdictKind): void {
  // Before the first touch of the page a browser refuses to, and complains.
  if ('vibrate' in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(BUZZES[kind]);
  if (!sound) return;
  let at = sound.currentTime;
  for (const [hertz, ms] of TONES[kind]) {
    const [voice, volume] = [sound.createOscillator(), sound.createGain()];
    voice.frequency.value = hertz;
    volume.gain.setValueAtTime(LOUDNESS, at);
    volume.gain.linearRampToValueAtTime(0, at + ms / 1_000);
    voice.connect(volume).connect(sound.destination);
    voice.start(at);
    voice.stop(at + ms / 1_000);
    at += (ms + 40) / 1_000;
  }
}
