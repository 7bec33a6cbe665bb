namespace PoPipeline.Tests.Decisions.GitLab;

/// <summary>A run that dies at its nth request: before it is sent, or before its answer is seen. A dead run sends nothing more.</summary>
internal sealed class Mortal(int deathAt, bool isSentFirst) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private int requests;

    public bool IsDead { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (++requests < deathAt)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        if (!IsDead && isSentFirst)
        {
            using var lost = await base.SendAsync(request, cancellationToken);
        }

        IsDead = true;
        throw new InvalidOperationException("The run is dead.");
    }
}
