// A message drawn to the left is answered, as in Telegram on a phone.

const FAR_PX = 56;
const SLANT = 1.5;

export function answersBySwipe(item, answer) {
  let start = null;
  let drawn = 0;
  item.addEventListener("touchstart", (event) => {
    const [touch] = event.touches;
    start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
    drawn = 0;
  }, { passive: true });
  item.addEventListener("touchmove", (event) => {
    if (!start) return;
    const [touch] = event.touches;
    const left = start.x - touch.clientX;
    if (Math.abs(touch.clientY - start.y) * SLANT > Math.abs(left)) return;
    drawn = Math.max(0, Math.min(left, FAR_PX + 16));
    item.style.transform = `translateX(${-drawn}px)`;
  }, { passive: true });
  const end = () => {
    item.style.transform = "";
    if (start && drawn >= FAR_PX) answer();
    start = null;
  };
  item.addEventListener("touchend", end);
  item.addEventListener("touchcancel", () => { drawn = 0; end(); });
}
