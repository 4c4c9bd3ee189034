using System.Text.Json;
using System.Text.Json.Nodes;
using MyAgent.Engine.Contacts;
using MyAgent.Engine.Entities;
using MyAgent.Engine.Simulation.RandomNumbers;

namespace MyAgent.Engine.Simulation.Workloads.Randomized;

/// <summary>What a connector knows of a contact, and how that changes (rule 27).</summary>
internal static class CustomerData
{
    private static readonly ContactAttributes Gold = ContactAttributes.From(JsonSerializer.SerializeToElement(new JsonObject { ["tier"] = "gold", ["orders"] = 3 }));

    /// <summary>What is known when the contact arrives; null for nothing.</summary>
    public static ContactData? Of(RandomStream chance) => chance.NextUnit() switch
    {
        < 0.7 => null,
        < 0.8 => new ContactData(Called: "+97000000001"),
        < 0.9 => new ContactData(Subject: "An order", Attributes: Gold),
        _ => new ContactData(Attributes: Gold),
    };

    /// <summary>A change: one adds, one removes, one changes nothing where nothing is known, and one is refused.</summary>
    public static MergePatch Change(RandomStream chance) => new(chance.NextUnit() switch
    {
        < 0.5 => new JsonObject { ["subject"] = "A complaint", ["attributes"] = new JsonObject { ["account"] = 4711 } },
        < 0.7 => new JsonObject { ["attributes"] = new JsonObject { ["tier"] = null } },
        < 0.9 => new JsonObject { ["called"] = null, ["subject"] = null, ["attributes"] = null },
        _ => new JsonObject { ["link"] = "no address" },
    });
}
