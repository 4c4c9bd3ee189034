using MyAgent.Engine.Agents;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Queues;

namespace MyAgent.Engine.Tests.Agents;

/// <summary>Ana of sales, who can ask Eva, an expert, for advice.</summary>
internal static class ConsultingCentre
{
    public static readonly QueueId Experts = new("experts");
    public static readonly ContactId C1 = new("c1");

    /// <summary>Ana has call c1, and Eva is available.</summary>
    /// <param name="experts">The policy of the experts' queue; null (the default) for the default one.</param>
    /// <param name="eva">How Eva works in it; null (the default) for the default.</param>
    /// <param name="arrive">Whether there is the call; false for Ana who is available too.</param>
    public static Centre Engaged(Func<QueueSettings, QueueSettings>? experts = null, Assignment? eva = null, bool arrive = true)
    {
        var centre = Centre.With(agents: "ana");
        centre.Queue("experts", experts).Agent("eva", ("experts", eva ?? new Assignment()));
        centre.LogIn("eva");
        if (!arrive)
            return centre;
        centre.Arrive("c1");
        centre.Accept("ana");
        return centre;
    }

    /// <summary>Ana, who has call c1, has asked the experts: the consultation is offered to Eva.</summary>
    public static Centre Consulting(out ContactId consult, Assignment? eva = null)
    {
        var centre = Engaged(eva: eva);
        consult = centre.Does("ana", new StartConsultation(Experts)).Consultation!.ContactId;
        return centre;
    }
}
