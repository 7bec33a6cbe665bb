docker push "$IMAGE:$TAG"
