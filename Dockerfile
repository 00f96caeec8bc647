# The release: the API alone, for a MongoDB replica set of its own (docker-compose.yml). Neither the embedded store nor
# a compiler, pip or test is in it. PYTHON_DIGEST says which image it stands on (`make digests`); docker-compose.yml
# demands it.
ARG PYTHON_DIGEST

FROM python:3.13-slim-bookworm${PYTHON_DIGEST:+@$PYTHON_DIGEST} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements/core.txt /tmp/core.txt
COPY requirements/traces.txt /tmp/traces.txt
RUN python -m venv --without-pip /opt/poincon \
 && python -m pip --python /opt/poincon/bin/python install --require-hashes --only-binary :all: \
    --requirement /tmp/core.txt --requirement /tmp/traces.txt
WORKDIR /app
COPY LICENSE ./
COPY rules rules
COPY repositories repositories
COPY documents documents
COPY exchange exchange
COPY resolvers resolvers
COPY graph graph
COPY commands commands
COPY data data
RUN /opt/poincon/bin/python -m compileall -q /opt/poincon/lib /app

FROM python:3.13-slim-bookworm${PYTHON_DIGEST:+@$PYTHON_DIGEST}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Poinçon" \
      org.opencontainers.image.description="One GraphQL API for the whole life of professional certifications" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.vendor="Poinçon contributors" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
RUN groupadd --system --gid 10001 poincon \
 && useradd --system --uid 10001 --gid poincon --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin poincon \
 && install --directory --owner poincon --group poincon --mode 700 /backups
COPY --from=build /opt/poincon /opt/poincon
COPY --from=build /app /app
ENV PATH=/opt/poincon/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["python", "-m", "commands"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
