# Built in one stage, run from another: the running image holds no sources and no caches.
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY data ./data
COPY index ./index
RUN python -m venv /opt/hoidap && /opt/hoidap/bin/pip install --no-cache-dir .

FROM python:3.11-slim
# Scanned documents are read by tesseract.
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/hoidap /opt/hoidap
# HOME is the volume too: whatever a library keeps for itself, it has nowhere else to write.
ENV PATH=/opt/hoidap/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/data \
    HOIDAP_HOME=/data
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin hoidap \
    && install --directory --owner=hoidap --group=hoidap /data
USER hoidap
WORKDIR /data
VOLUME ["/data"]
# The doctor opens the archive and asks Telegram: some seconds of work, so not often.
HEALTHCHECK --interval=5m --timeout=60s --start-period=60s --retries=3 CMD ["hoidap", "doctor"]
CMD ["hoidap", "run"]
