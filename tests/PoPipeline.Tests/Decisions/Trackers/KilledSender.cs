namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>Sends requests until a run is killed: at a request, before it is sent or when its answer is lost, and from then on for good.</summary>
/// <param name="deadly">The number of the request, from 1; 0 to kill nobody.</param>
/// <param name="takesEffect">Whether that request is still sent.</param>
internal sealed class KilledSender(int deadly, bool takesEffect) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private int sent;
    private bool isArmed;

    /// <summary>How many requests were made since it was armed.</summary>
    public int Sent => sent;

    /// <summary>Whether the run was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Begins to count.</summary>
    public void Arm() => isArmed = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isArmed)
        {
            sent++;
        }

        if (IsDead || (isArmed && sent == deadly && !takesEffect))
        {
            IsDead = true;
            throw new InvalidOperationException("The run was killed.");
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (isArmed && sent == deadly)
        {
            IsDead = true;
            response.Dispose();
            throw new InvalidOperationException("The run was killed.");
        }

        return response;
    }
}
